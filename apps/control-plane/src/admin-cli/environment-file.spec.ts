import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../database/database-options.js';
import { upgradeDatabase } from '../database/upgrade-database.js';
import { runAdminCommand } from './admin-command.js';
import { parseEnvironmentFile } from './environment-file.js';

/** What systemd 252 makes of the same text. */
const READ: [string, Record<string, string>][] = [
  ['A=ada, ben', { A: 'ada, ben' }],
  ['A=$(touch /tmp/x)&;`id` "$HOME"', { A: '$(touch /tmp/x)&;`id` "$HOME"' }],
  [' A = "two words" \nB=1\n', { A: 'two words', B: '1' }],
  ['# A=1\n; B=2\n\nC=#3 # 4', { C: '#3 # 4' }],
  [`A='[{"name":"x"}]'`, { A: '[{"name":"x"}]' }],
  ['A="a \\"b\\" \\$c \\\\ \\n"', { A: 'a "b" $c \\ \\n' }],
  ["A='multi\nline'\nB=1", { A: 'multi\nline', B: '1' }],
  ['A=one \\\ntwo\nB=a\\b', { A: 'one two', B: 'ab' }],
  [`A=it's "quoted"\nB='a'"b" c`, { A: `it's "quoted"`, B: 'abc' }],
  ['A=\nB=a=b\r\nC=1', { A: '', B: 'a=b', C: '1' }],
  ['export A=1\nno assignment\n1B=2\nC=3', { C: '3' }],
  ['A="never closed\nB=1', { A: 'never closed\nB=1' }],
  ['A=1\nA=2', { A: '2' }],
];

describe('A file of settings', () => {
  it.each(READ)('is read as systemd reads it: %j', (text, values) => {
    expect(parseEnvironmentFile(text)).toEqual(values);
  });

  describe('is what sdp-admin goes by', () => {
    let folder: string;
    let printed: string[];
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sdp-settings-'));
      printed = [];
    });
    afterEach(() => rm(folder, { recursive: true }));

    const dryRun = (file: string) =>
      runAdminCommand(
        ['retention', '--dry-run', '--settings', file],
        { SDP_DATA_DIR: '/nowhere', SDP_RETENTION_DAYS: '1', SDP_RETENTION_PER_SERVICE: '2' },
        (text) => printed.push(text),
      );

    it('before its environment, as for the service', async () => {
      await upgradeDatabase(databaseFile(folder));
      await mkdir(join(folder, 'logs'));
      const file = join(folder, 'control-plane.env');
      await writeFile(
        file,
        `SDP_OPS_USERS=ada, ben\nSDP_METRICS_TOKEN=a$b;c&d\nSDP_RETENTION_DAYS="7"\nSDP_DATA_DIR=${folder}\n`,
      );
      await dryRun(file);
      expect(printed[0]).toContain('SDP_RETENTION_DAYS=7, SDP_RETENTION_PER_SERVICE=2');
    });

    it('or refuses when it cannot be read', async () => {
      await expect(dryRun(join(folder, 'missing.env'))).rejects.toThrow(
        /settings cannot be read: .*missing.env/,
      );
    });
  });
});
