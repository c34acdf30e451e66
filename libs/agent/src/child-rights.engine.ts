import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');
/** As deploy/systemd/agent-gateway gives them, and the numbers of linux/capability.h. */
const RIGHTS = {
  chown: 0,
  dac_override: 1,
  fowner: 3,
  kill: 5,
  setgid: 6,
  setuid: 7,
  setpcap: 8,
  net_bind_service: 10,
};
const NOBODY = '65534';
const NONE = maskOf([]);
/** In place of git and nginx. */
const WITNESS = '#!/bin/sh\nexec grep -E "^Cap(Inh|Prm|Eff|Amb)" /proc/self/status\n';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sdp-rights-'));
  await chmod(folder, 0o777);
  await writeFile(join(folder, 'git'), WITNESS, { mode: 0o755 });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function maskOf(numbers: number[]): string {
  return numbers
    .reduce((mask, number) => mask + 2 ** number, 0)
    .toString(16)
    .padStart(16, '0');
}

/** What the children of an agent had that was started with the rights of its unit. */
async function rightsOfChildren(): Promise<Record<string, string[]>> {
  const rights = Object.keys(RIGHTS)
    .map((name) => `+${name}`)
    .join(',');
  const { stdout } = await promisify(execFile)(
    'setpriv',
    [
      ...[`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'],
      ...[`--inh-caps=${rights}`, `--ambient-caps=${rights}`, '--'],
      ...[process.execPath, '--import', 'tsx', 'libs/agent/src/testing/children-of-an-agent.ts', folder],
    ],
    { cwd: ROOT, env: { PATH: `${folder}:${process.env['PATH']}` } },
  );
  return JSON.parse(stdout) as Record<string, string[]>;
}

it('gives none of its rights to a child that does not need them', async () => {
  expect(await rightsOfChildren()).toEqual({
    agent: [maskOf(Object.values(RIGHTS))],
    git: [NONE],
    reading: [NONE],
    build: [NONE],
    'nginx on port 80': [maskOf([RIGHTS.net_bind_service])],
    'nginx on port 8080': [NONE],
    'port switch': [NONE],
  });
});
