import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = join(__dirname, '../deploy/images.sh');
const run = promisify(execFile);

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** An image of this test's own: saved, removed and loaded without touching anybody's. */
const image = `sdp-test-images-${randomUUID().slice(0, 8)}:1`;
let folder: string;
let archive: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sdp-images-'));
  archive = join(folder, 'base images.tar');
  await run('sh', [
    '-c',
    'echo content | tar -cf - -C /etc hostname | docker import - "$0" >/dev/null',
    image,
  ]);
});

afterAll(async () => {
  await run('docker', ['rmi', '-f', image]).catch(() => undefined);
  await rm(folder, { recursive: true });
});

async function images(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  try {
    const { stdout, stderr } = await run(SCRIPT, args, { env: { ...process.env, ...env } });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

async function imageId(): Promise<string> {
  return (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image])).stdout;
}

it('checks the images that the agents are told', async () => {
  const agents = { SDP_GO_IMAGE: image, SDP_PHP_IMAGE: 'sdp-test-no-such-image:1' };
  expect(await images(['check'], agents)).toEqual({
    code: 1,
    out: `present  ${image}\nmissing  sdp-test-no-such-image:1\n`,
    err: '',
  });
  expect(await images(['check', '--', image])).toMatchObject({ code: 0 });
});

it('saves images on one engine and loads the same ones where they are missing', async () => {
  const before = await imageId();
  expect(await images(['save', archive, '--', image])).toMatchObject({ code: 0 });
  expect((await readdir(folder)).sort()).toEqual(['base images.tar', 'base images.tar.sha256']);
  await run('docker', ['rmi', image]);
  expect(await images(['check', '--', image])).toMatchObject({ code: 1, out: `missing  ${image}\n` });
  expect(await images(['load', archive, '--', image])).toMatchObject({ code: 0 });
  expect(await imageId()).toBe(before);
});

it('says when the archive does not have what is needed', async () => {
  const { code, err } = await images(['load', archive, '--', image, 'sdp-test-no-such-image:1']);
  expect([code, err]).toEqual([1, 'The archive does not have every image that is needed here.\n']);
});

it('loads nothing from an archive that is not what was saved', async () => {
  await appendFile(archive, 'more');
  await run('docker', ['rmi', image]);
  const { code, err } = await images(['load', archive, '--', image]);
  expect([code, err]).toEqual([1, expect.stringContaining('nothing was loaded')]);
  expect(await images(['check', '--', image])).toMatchObject({ code: 1 });
});

it('saves nothing when one is missing, and tells what is wrong', async () => {
  const other = join(folder, 'other.tar');
  expect(await images(['save', other, '--', 'sdp-test-no-such-image:1'])).toMatchObject({ code: 1 });
  expect(await readdir(folder)).not.toContain('other.tar');
  expect(await images(['load', join(folder, 'nothing.tar')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no archive'),
  });
  expect(await images(['destroy'])).toMatchObject({ code: 2, err: expect.stringContaining('usage') });
  expect(await images(['check'], { DOCKER_HOST: 'unix:///nowhere.sock' })).toMatchObject({ code: 2 });
});
