import { Masking } from '@sdp/deployer';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDataDir, removeDataDir } from '../testing/test-agent.js';
import { until } from '../testing/until.js';
import { LogSpool } from './log-spool.js';

describe('the spool of a log', () => {
  let dataDir: string;
  let path: string;
  let failure: Error | undefined;
  const listener = { onGrown: () => undefined, onFailed: (error: Error) => (failure = error) };
  const openSpool = (maxBytes?: number) =>
    LogSpool.open(path, new Masking(['hush-hush']), listener, maxBytes);
  const content = () => readFile(path, 'utf8');

  beforeEach(async () => {
    dataDir = await newDataDir();
    path = join(dataDir, 'x.log');
    failure = undefined;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await removeDataDir(dataDir);
  });

  it('writes lines in order and can be read up to line ends', async () => {
    const spool = await openSpool();
    for (let i = 0; i < 1000; i++) spool.append('build', 'out', `line ${i}`);
    await spool.end();
    expect((await content()).match(/line \d+/g)).toEqual(Array.from({ length: 1000 }, (_, i) => `line ${i}`));
    expect(spool.size).toBe((await stat(path)).size);
    const chunk = await spool.read(0, 100);
    expect(chunk.toString()).toMatch(/line 0\n.*line 1\n$/);
    expect((await spool.read(chunk.length, 5)).length).toBe(0);
    await spool.close();
  });

  it('is on disk shortly after a line came', async () => {
    const spool = await openSpool();
    spool.append('build', 'out', 'first');
    await until(() => spool.size > 0, 'the line is written', 500);
    await spool.close();
  });

  it('asks the reader of a child to wait while the disk is behind', async () => {
    const spool = await openSpool();
    for (let i = 0; i < 200; i++) spool.append('build', 'out', 'x'.repeat(10_000));
    let isReady = false;
    const ready = spool.ready().then(() => (isReady = true));
    await Promise.resolve();
    expect(isReady).toBe(false);
    await ready;
    expect(spool.size).toBeGreaterThan(900_000);
    await spool.close();
  });

  it('ends with one marking line when it is full', async () => {
    const spool = await openSpool(10_000);
    for (let i = 0; i < 5000; i++) spool.append('build', 'out', `line ${i}`);
    await spool.end();
    spool.append('build', 'out', 'too late');
    await spool.close();
    const lines = (await content()).trimEnd().split('\n');
    expect((await stat(path)).size).toBeLessThanOrEqual(10_000);
    expect((await stat(path)).size).toBeGreaterThan(9_900);
    expect(lines.at(-1)).toMatch(/ deploy sdp The log is cut off here: it reached 10000 bytes\.$/);
    expect(lines.filter((line) => line.includes('cut off'))).toHaveLength(1);
  });

  it('cuts a torn last line off when it is opened again', async () => {
    await writeFile(path, 'one\ntwo\nthr');
    const spool = await openSpool();
    expect(spool.size).toBe(8);
    await spool.close();
    expect(await content()).toBe('one\ntwo\n');
  });

  it('fails once and is cut back to whole lines when the disk is full', async () => {
    const spool = await openSpool();
    for (let i = 0; i < 110; i++) spool.append('build', 'out', 'x'.repeat(10_000));
    await until(() => spool.size > 110 * 10_000, 'the lines are written');
    const { size } = spool;
    const file = await open(path, 'a');
    const handle = Object.getPrototypeOf(file) as { appendFile(data: Buffer): Promise<void> };
    jest.spyOn(handle, 'appendFile').mockImplementation(async () => {
      await file.write('half a li');
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });
    spool.append('build', 'out', 'after');
    await until(() => failure !== undefined, 'the failure is told');
    spool.append('build', 'out', 'later');
    await spool.close();
    await file.close();
    expect(failure).toMatchObject({ code: 'ENOSPC' });
    expect((await stat(path)).size).toBe(size);
  });

  it('waits a little for room while it is small', async () => {
    const spool = await openSpool();
    const file = await open(path, 'a');
    const handle = Object.getPrototypeOf(file) as { appendFile(data: Buffer): Promise<void> };
    jest
      .spyOn(handle, 'appendFile')
      .mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    spool.append('build', 'out', 'patience');
    await until(() => spool.size > 0, 'the line is written');
    await spool.close();
    await file.close();
    expect(failure).toBeUndefined();
    expect(await content()).toMatch(/ patience\n$/);
  });

  it('never holds a secret', async () => {
    const spool = await openSpool();
    spool.append('fetch', 'err', 'it is hush-hush');
    await spool.close();
    expect(await content()).toMatch(/it is \*\*\*\n$/);
  });
});
