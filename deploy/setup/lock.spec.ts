import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from './lock.mjs';

describe('the lock of a data folder', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'sdp-lock-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is held by one at a time', () => {
    const release = lock(home, 'npm start');
    expect(() => lock(home, 'npm test')).toThrow(/'npm start' \(pid \d+\) already works in/);
    release();
    lock(home, 'npm test')();
  });

  it('counts for nothing when its process is gone, or its pid is somebody else by now', () => {
    const leave = (pid: number) =>
      writeFileSync(join(home, 'lock.json'), JSON.stringify({ purpose: 'npm start', pid, startTime: '1' }));
    for (const pid of [2 ** 22 + 1, process.pid]) {
      leave(pid);
      lock(home, 'npm start')();
    }
  });
});
