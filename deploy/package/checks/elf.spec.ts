import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isForAmd64 } from './elf.js';

const prebuilt = (name: string) =>
  readFileSync(join(__dirname, '../../../node_modules/better-sqlite3/prebuilds', name));

describe('isForAmd64', () => {
  it('knows native files for this machine from those for others', () => {
    expect(isForAmd64(prebuilt('linux-x64.node'))).toBe(true);
    expect(isForAmd64(prebuilt('linux-arm64.node'))).toBe(false);
    expect(isForAmd64(prebuilt('darwin-x64.node'))).toBeNull();
    expect(isForAmd64(Buffer.from('text'))).toBeNull();
  });
});
