import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkArchive } from '../deploy/package/checks/check-archive.js';
import { COMPONENTS } from '../deploy/package/components.js';
import { type Manifest, manifestFile } from '../deploy/package/manifest.js';
import { readSource } from '../deploy/package/source.js';
import { type ArchiveFile, tar } from '../deploy/package/tar.js';
import { CHECKOUT, copyCheckout, packageIn } from './support/packages/checkout-copy.js';
import { testPackages } from './support/packages/test-packages.js';

const run = promisify(execFile);
const ADMIN = COMPONENTS.find(({ name }) => name === 'admin')!;

let scratch: string;
let packages: string;

jest.setTimeout(600_000);

beforeAll(async () => {
  // In the checkout, so that a copy of node_modules can be made of links.
  await mkdir(join(CHECKOUT, 'data'), { recursive: true });
  scratch = await mkdtemp(join(CHECKOUT, 'data/package-'));
  packages = await testPackages();
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

it('starts every archive on a machine that has nothing, and sums all of them up', async () => {
  const said = await readFile(join(packages, 'said.txt'), 'utf8');
  for (const line of [
    /sdp-control-plane-.*\.tar\.gz +\d+\.\d MB +starts without Node, answers \/api\/health/,
    /sdp-agent-micro-.*\.tar\.gz +\d+\.\d MB +starts without Node, greets the control plane/,
    /sdp-agent-gateway-.*\.tar\.gz +\d+\.\d MB +starts without Node, greets the control plane/,
    /sdp-cli-.*\.tar\.gz +\d+\.\d MB +starts without Node, tells its version/,
    /sdp-admin-.*\.tar\.gz +\d+\.\d MB +\d+ files/,
  ])
    expect(said).toMatch(line);
  await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: packages });
});

it('gives the same bytes for the same input in another folder', async () => {
  const copy = join(scratch, 'somewhere/else');
  await copyCheckout(copy);
  await packageIn(copy);
  const sums = (folder: string) => readFile(join(folder, 'SHA256SUMS'), 'utf8');
  expect(await sums(join(copy, 'dist/packages'))).toBe(await sums(packages));
});

it('names the commit and every file in the manifest, and brings the units', async () => {
  const { version, commit } = await readSource(CHECKOUT, true);
  const file = join(packages, `sdp-agent-gateway-${version}-linux-amd64.tar.gz`);
  const { stdout } = await run('tar', ['-xzOf', file, 'manifest.json']);
  const manifest = JSON.parse(stdout) as Manifest;
  expect(manifest).toMatchObject({ component: 'agent-gateway', version, commit, arch: 'linux-amd64' });
  expect(Object.keys(manifest.files)).toEqual(
    expect.arrayContaining([
      ...['bin/node', 'app/main.mjs', 'app/nginx/switch/nginx.conf', 'THIRD-PARTY-LICENSES'],
      ...['systemd/sdp-agent-gateway.service', 'systemd/sysusers.d/sdp-agent-gateway.conf'],
    ]),
  );
});

describe('the check refuses', () => {
  const good: ArchiveFile[] = [
    { path: 'browser/index.html', isExecutable: false, bytes: Buffer.from('<p>') },
  ];

  async function check(files: ArchiveFile[], manifestOf = files): Promise<string> {
    const source = await readSource(CHECKOUT, true);
    const file = join(scratch, 'archive.tar.gz');
    await writeFile(file, tar([...files, manifestFile(ADMIN, source, manifestOf)], new Date(0)));
    await run('gzip', ['-nf', file]);
    await run('mv', [`${file}.gz`, file]);
    return checkArchive({ root: CHECKOUT, file, component: ADMIN, source });
  }

  const also = (path: string, bytes: Buffer): ArchiveFile[] => [
    ...good,
    { path, isExecutable: false, bytes },
  ];

  it('nothing of a good one', () => expect(check(good)).resolves.toBe('2 files'));

  it('a file that is not what the manifest says', () =>
    expect(check([{ ...good[0]!, bytes: Buffer.from('<b>') }], good)).rejects.toThrow(
      'is not what the manifest says',
    ));

  it('a file that the manifest does not list', () =>
    expect(check(also('more.txt', Buffer.from('x')), good)).rejects.toThrow('more.txt'));

  it('a folder of the building machine', () =>
    expect(check(also('map.txt', Buffer.from(`at ${CHECKOUT}/apps`)))).rejects.toThrow('names the folder'));

  it('an addon for another machine', async () => {
    const arm = await readFile(join(CHECKOUT, 'node_modules/better-sqlite3/prebuilds/linux-arm64.node'));
    await expect(check(also('addon.node', arm))).rejects.toThrow('no program for linux/amd64');
  });
});
