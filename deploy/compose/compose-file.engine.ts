import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const run = promisify(execFile);
const SECRETS = {
  SDP_MICRO_TOKEN: 'a'.repeat(64),
  SDP_GATEWAY_TOKEN: 'b'.repeat(64),
  SDP_MASTER_KEY: 'c'.repeat(64),
};

interface ComposeFile {
  services: Record<string, { ports?: unknown[]; healthcheck?: object; restart?: string }>;
}

/** That it comes up and deploys is seen by `e2e/compose.check.ts`, which takes minutes. */
describe('docker-compose.yml', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-compose-'));
    // Instead of the .env of whoever runs the tests.
    await writeFile(join(folder, 'env'), '');
    // Where `npm run package` puts the archives; v1.29 reads no file whose folders are not there.
    await mkdir('dist/packages', { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** As Compose v1.29 understands it, with every variable put in. */
  async function read(env: Record<string, string>): Promise<ComposeFile> {
    const { PATH = '' } = process.env;
    const words = ['--env-file', join(folder, 'env'), '-f', 'docker-compose.yml', 'config'];
    const { stdout } = await run('docker-compose', words, { env: { PATH, ...env } });
    return parse(stdout) as ComposeFile;
  }

  it('has four programs, each with a health check, open to this machine only', async () => {
    const { services } = await read(SECRETS);
    expect(Object.keys(services).sort()).toEqual(['admin', 'agent-gateway', 'agent-micro', 'control-plane']);
    for (const { healthcheck, restart } of Object.values(services))
      expect([typeof healthcheck, restart]).toEqual(['object', 'unless-stopped']);
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(published).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:/),
      expect.stringMatching(/^127\.0\.0\.1:/),
    ]);
  });

  it.each(Object.keys(SECRETS))(
    'is refused without %s, with words that say how to make one',
    async (missing) => {
      await expect(read({ ...SECRETS, [missing]: '' })).rejects.toThrow(/openssl rand -hex 32/);
    },
  );
});
