import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { documentedNames, dotEnvExample, settingsDocument } from './settings-document.js';

const ROOT = process.cwd();
const HINT = 'out of date: run "npm run document" and commit what it writes';

/** Given by our programs to one another and to containers, never by a person. */
const INTERNAL = [
  'SDP_DEMO_GIT_ROOT',
  'SDP_DEMO_PASSWORD',
  'SDP_DEMO_BASELINE_HOST',
  'SDP_CHILD_OF',
  'SDP_SANDBOX',
  'SDP_SERVICE',
];
/** The command line for developers documents its own (`sdp --help`). */
const PROGRAMS = ['apps/control-plane', 'apps/agent-micro', 'apps/agent-gateway'];
/** The only places that read the environment: each hands on what it read as values. */
const READERS = [
  'apps/control-plane/src/main.ts',
  'libs/agent/src/config/config.module.ts',
  'libs/agent/src/run-agent.ts',
  'libs/deployer/src/process/child-environment.ts',
];

async function sources(...folders: string[]): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const folder of folders)
    for (const entry of await readdir(join(ROOT, folder), { recursive: true })) {
      const path = join(folder, entry);
      const isSource =
        /\.(ts|mjs)$/.test(path) && !/\.(spec|engine)\.ts$|\/testing\/|node_modules/.test(path);
      if (isSource) found.push({ path, text: await readFile(join(ROOT, path), 'utf8') });
    }
  return found;
}

describe('The documentation of the settings', () => {
  it('is what the tables say', async () => {
    const style = await resolveConfig(join(ROOT, 'docs/settings.md'));
    const written = await readFile(join(ROOT, 'docs/settings.md'), 'utf8');
    const isCurrent = written === (await format(settingsDocument(), { ...style, parser: 'markdown' }));
    expect(isCurrent ? 'current' : `docs/settings.md is ${HINT}`).toBe('current');
    const example = await readFile(join(ROOT, '.env.example'), 'utf8');
    expect(example === dotEnvExample() ? 'current' : `.env.example is ${HINT}`).toBe('current');
  });

  /** What deploy.sh reads is named in its inventory, by whoever writes that. */
  it('has every variable that the programs name', async () => {
    const known = new Set([...documentedNames(), ...INTERNAL]);
    const unknown = new Set<string>();
    for (const { path, text } of await sources(...PROGRAMS, 'libs', 'deploy'))
      for (const [name] of text.matchAll(/\bSDP_[A-Z][A-Z_]*[A-Z]\b(?!_)/g))
        if (!known.has(name) && !name.startsWith('SDP_TEST_')) unknown.add(`${name} in ${path}`);
    expect([...unknown]).toEqual([]);
  });

  it('covers whatever is read: the environment is read in few places', async () => {
    const readers = (await sources(...PROGRAMS, 'libs'))
      .filter(({ text }) => /\bprocess\.env\b/.test(text))
      .map(({ path }) => path);
    expect(readers.sort()).toEqual(READERS);
  });

  it('says what every variable is for, in a sentence that ends in no full stop', () => {
    const rows = settingsDocument()
      .split('\n')
      .filter((line) => line.startsWith('| `SDP_'));
    expect(rows.length).toBeGreaterThan(60);
    for (const row of rows) expect(row).toMatch(/^\| `SDP_[A-Z_]+` \| .* \| [^|]{4,}[^|.] \|/);
  });

  it('gives an example that npm start can read', async () => {
    const { parseDotEnv } = await import('../deploy/setup/dot-env.mjs');
    const uncommented = dotEnvExample().replaceAll(/^#(?=SDP_)/gm, '');
    const names = Object.keys(parseDotEnv(uncommented));
    expect(names).toEqual([...new Set(documentedNames())]);
  });
});
