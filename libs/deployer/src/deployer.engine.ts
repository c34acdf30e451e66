import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitServer, makeRepository, startGitServer, type TestRepository } from '@sdp/testing';
import { RecordingReporter, repository, TestHost } from './engine-fixture.js';

const EXAMPLES = join(__dirname, '../../../examples');
const credentials = { username: 'dev', password: 'canary-9f2c' };

let root: string;
let git: GitServer;
let orders: TestRepository;
let host: TestHost;

jest.setTimeout(180_000);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-git-'));
  git = await startGitServer({ root, ...credentials });
  orders = await makeRepository({ root, name: 'orders', folder: join(EXAMPLES, 'orders') });
  host = await TestHost.start([repository('orders', git.url, 'go')]);
});

afterAll(async () => {
  await host?.dispose();
  await git?.close();
  await rm(root, { recursive: true, force: true });
});

test('deploys a branch that answers on its host port', async () => {
  const request = await host.request({ repository: 'orders', branch: 'main' });
  const reporter = new RecordingReporter();
  const deployed = await host.parts.deployer.deploy(request, {
    credentials,
    reporter,
    signal: new AbortController().signal,
  });
  console.log(reporter.steps, reporter.log);
  const response = await fetch(`http://127.0.0.1:${request.hostPort}/`);
  console.log(response.status, await response.text());
  expect(deployed.commit.id).toBe(await orders.head('main'));
});
