import { appendFile, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('LogFile', () => {
  let folder: string;
  let path: string;
  let log: LogFile;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sdp-log-file-'));
    path = join(folder, 'one.log');
    log = new LogFile(path);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const content = () => readFile(path, 'utf8');

  it('acks bytes, not characters', async () => {
    expect(await log.append(0, bytes('grün\n'))).toBe(6);
    expect(await log.append(6, bytes('next\n'))).toBe(11);
    expect(await content()).toBe('grün\nnext\n');
  });

  it('does not write what would leave a gap, and says where to continue', async () => {
    await log.append(0, bytes('one\n'));
    expect(await log.append(9, bytes('three\n'))).toBe(4);
    expect(await content()).toBe('one\n');
  });

  it('writes of an overlap only what is new', async () => {
    await log.append(0, bytes('one\ntwo\n'));
    expect(await log.append(4, bytes('two\nthree\n'))).toBe(14);
    expect(await log.append(0, bytes('one\n'))).toBe(14);
    expect(await content()).toBe('one\ntwo\nthree\n');
  });

  it('takes many chunks at once, in order, each byte once', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}\n`);
    const whole = lines.join('');
    let offset = 0;
    const chunks = lines.map((line) => ({ offset: (offset += line.length) - line.length, line }));
    const acks = await Promise.all(
      [...chunks, ...chunks].map((chunk) => log.append(chunk.offset, bytes(chunk.line))),
    );
    expect(await content()).toBe(whole);
    expect(Math.max(...acks)).toBe(whole.length);
  });

  it('cuts off a line that a crash has torn, and continues there', async () => {
    await writeFile(path, 'whole\ntorn in the mid');
    log = new LogFile(path);
    expect(await log.size()).toBe(6);
    expect(await log.append(6, bytes('torn in the middle\n'))).toBe(25);
    expect(await content()).toBe('whole\ntorn in the middle\n');
  });

  it('finds the end of the last line behind a very long torn one', async () => {
    await writeFile(path, `whole\n${'x'.repeat(200_000)}`);
    expect(await new LogFile(path).size()).toBe(6);
  });

  it('starts over when the first line is torn', async () => {
    await writeFile(path, 'never finished');
    expect(await new LogFile(path).size()).toBe(0);
    expect(await content()).toBe('');
  });

  it('reads no more than is synced', async () => {
    await log.append(0, bytes('one\n'));
    await appendFile(path, 'not ours yet\n');
    expect((await log.read(0, 1_000)).toString()).toBe('one\n');
    expect((await log.read(2, 1)).toString()).toBe('e');
    expect(await log.read(4, 10)).toHaveLength(0);
    expect(await log.read(400, 10)).toHaveLength(0);
  });

  it('acks nothing on a full disk, takes a half-written line back, and goes on when there is room', async () => {
    let isFull = false;
    const openFile = async (name: string, flags: number, mode?: number) => {
      const file = await open(name, flags, mode);
      const write = file.write.bind(file) as (...args: unknown[]) => Promise<unknown>;
      file.write = (async (buffer: Buffer, start: number, length: number, position: number) => {
        if (!isFull) return write(buffer, start, length, position);
        await write(buffer, start, Math.floor(length / 2), position);
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      }) as unknown as typeof file.write;
      return file;
    };
    log = new LogFile(path, openFile);
    await log.append(0, bytes('before\n'));
    isFull = true;
    await expect(log.append(7, bytes('does not fit\n'))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await log.size()).toBe(7);
    expect(await content()).toBe('before\n');
    isFull = false;
    expect(await log.append(7, bytes('fits now\n'))).toBe(16);
  });

  it('is empty where there is no file, and makes none by looking', async () => {
    expect(await log.size()).toBe(0);
    await expect(content()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not follow a link', async () => {
    await writeFile(join(folder, 'target'), 'secret\n');
    await symlink(join(folder, 'target'), path);
    await expect(log.read(0, 10)).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(log.append(0, bytes('x\n'))).rejects.toMatchObject({ code: 'ELOOP' });
  });
});
