import { generateBlobSASQueryParameters, SASProtocol } from '@azure/storage-blob';

export function sign(containerName: string, permissions: any, expiresOn: Date, credential: any): string {
  // ruleid: javascript-azure-sas-without-expiry
  const endless = generateBlobSASQueryParameters({ containerName, permissions }, credential);
  // ok: javascript-azure-sas-without-expiry
  const short = generateBlobSASQueryParameters({ containerName, permissions, expiresOn }, credential);
  // ok: javascript-azure-sas-without-expiry
  const named = generateBlobSASQueryParameters({ containerName, identifier: 'read' }, credential);
  // ruleid: javascript-azure-sas-without-expiry
  const plain = { expiresOn, protocol: SASProtocol.HttpsAndHttp };
  return `${endless}${short}${named}${plain}`;
}
