import { type ApiClient } from '../api-client.js';

/** What a person's programs sign in with: a pipeline that deploys, and a script that reads. */
export async function makeTokens(dev: ApiClient): Promise<void> {
  await dev.post('/tokens', { name: 'pipeline', scopes: ['read', 'deploy'], expiresInDays: 90 });
  await dev.post('/tokens', { name: 'nightly report', scopes: ['read'] });
}
