import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config/read-config.js';
import { createApp } from './create-app.js';
import { describeApi } from './http/api-docs.js';

/** Of the program as it is, on a database that nobody has used: `npm run openapi`. */
export async function writeOpenApi(file: string): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sdp-openapi-'));
  const config = readConfig({
    SDP_DATA_DIR: dataDir,
    SDP_AGENT_TOKENS: 'openapi:micro:abcdefghijklmnopqrstuvwxyz012345',
    SDP_LOG_LEVEL: 'silent',
  });
  const app = await createApp(config);
  await app.init();
  await writeFile(file, JSON.stringify(describeApi(app)));
  await app.close();
  await rm(dataDir, { recursive: true });
}
