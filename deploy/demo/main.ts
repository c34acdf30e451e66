import { mkdir } from 'node:fs/promises';
import { makeExample, startGitServer } from '@sdp/testing';
import { startBaseline } from './baseline.js';
import { DEMO_PEOPLE, demoRepositories } from './demo.mjs';

/** The demo's surroundings as one process: a git server with the sample repositories, and the shared baseline. */
async function main(): Promise<void> {
  const root = required('SDP_DEMO_GIT_ROOT');
  await mkdir(root, { recursive: true });
  for (const { name } of demoRepositories('')) await makeExample(root, name);

  const [username, ...otherUsernames] = DEMO_PEOPLE;
  const git = await startGitServer({
    root,
    username,
    otherUsernames,
    password: required('SDP_DEMO_PASSWORD'),
    port: Number(required('SDP_DEMO_GIT_PORT')),
  });
  const baseline = await startBaseline({
    host: required('SDP_DEMO_BASELINE_HOST'),
    port: Number(required('SDP_DEMO_BASELINE_PORT')),
    gatewayPort: Number(required('SDP_DEMO_BASELINE_GATEWAY_PORT')),
  });
  console.log(`git server at ${git.url}, baseline at ${baseline.url}, its gateway at ${baseline.gatewayUrl}`);

  process.once(
    'SIGTERM',
    () => void Promise.all([git.close(), baseline.close()]).then(() => process.exit(0)),
  );
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

await main();
