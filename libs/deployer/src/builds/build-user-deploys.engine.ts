import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExampleName, EXAMPLES, type GitServer, makeExample, startGitServer } from '@sdp/testing';
import { RecordingReporter, repository, TestHost } from '../engine-fixture.js';

const EXAMPLES_FOLDER = join(__dirname, '../../../../examples');
const credentials = { username: 'dev', password: 'canary-build-user' };

let root: string;
let git: GitServer;
let host: TestHost;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-git-'));
  git = await startGitServer({ root, ...credentials });
  const names: ExampleName[] = ['orders', 'api-gateway'];
  for (const name of names) await makeExample(root, name, EXAMPLES_FOLDER);
  const announced = names.map((name) => repository(name, git.url, EXAMPLES[name].stack));
  // Its own cache: what builds of the agent itself have left in the shared one belongs to the agent.
  host = await TestHost.start(announced, {
    // Another one than separate-builds.engine.ts has: whoever builds as a user keeps others from it.
    buildUsers: ['uucp'],
    cacheDir: join(tmpdir(), 'sdp-test-separate-cache'),
  });
});

afterAll(async () => {
  await host?.dispose();
  await git?.close();
  await rm(root, { recursive: true, force: true });
});

it.each([
  ['a Go service', 'orders', '/health', 'src/go.mod'],
  ['the PHP gateway', 'api-gateway', '/health', 'src/vendor/autoload.php'],
])('%s is built as somebody else, and serves', async (_, name, path, file) => {
  const request = await host.request({ repository: name, branch: 'main' });
  const reporter = new RecordingReporter();
  await host.parts.deployer.deploy(request, { credentials, reporter, signal: new AbortController().signal });
  const response = await fetch(`http://127.0.0.1:${request.hostPort}${path}`);
  expect(response.status).toBe(200);
  const { sandboxId, service, deploymentId } = request;
  const release = join(host.config.dataDir, 'releases', sandboxId, service, deploymentId);
  expect([(await stat(join(release, file))).uid, (await stat(release)).mode & 0o777]).toEqual([0, 0o700]);
});
