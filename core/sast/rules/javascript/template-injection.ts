import Handlebars from 'handlebars';
import type { NextRequest } from 'next/server';

export async function POST(request: NextRequest) {
  const body = await request.json();
  // ruleid: javascript-template-injection
  const render = Handlebars.compile(body.template as string);
  // ok: javascript-template-injection
  const safe = Handlebars.compile('{{name}}');
  return new Response(render({}) + safe({ name: body.name }));
}
