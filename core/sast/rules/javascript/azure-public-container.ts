import { BlobServiceClient } from '@azure/storage-blob';

export async function prepare(service: BlobServiceClient): Promise<void> {
  const container = service.getContainerClient('pictures');
  // ruleid: javascript-azure-public-container
  await container.createIfNotExists({ access: 'container' });
  // ruleid: javascript-azure-public-container
  await container.setAccessPolicy('blob');
  // ok: javascript-azure-public-container
  await container.createIfNotExists();
  // ok: javascript-azure-public-container
  await container.setAccessPolicy(undefined, policies);
}
