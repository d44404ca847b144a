import { NestFactory } from '@nestjs/core';

async function start(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  // ruleid: javascript-cors-any-origin-with-credentials
  app.enableCors({ origin: true, credentials: true });
  // ok: javascript-cors-any-origin-with-credentials
  app.enableCors({ origin: 'https://shop.example', credentials: true });
}
