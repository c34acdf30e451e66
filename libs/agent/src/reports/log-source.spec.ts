import { Masking } from '@sdp/deployer';
import { join } from 'node:path';
import { type LogChunk, MAX_LOG_CHUNK_BYTES } from '@sdp/protocol';
import { type ControlLink } from '../link/control-link.js';
import { newDataDir, removeDataDir, SANDBOX } from '../testing/test-agent.js';
import { until } from '../testing/until.js';
import { LogSource } from './log-source.js';
import { LogSpool } from './log-spool.js';

const RECORD = { deploymentId: SANDBOX, epoch: 3, sandboxId: SANDBOX, service: 'orders', hostPort: 21000 };
const SPOOLED_BYTES = 8 * MAX_LOG_CHUNK_BYTES;

interface Sent extends LogChunk {
  end: number;
  answer: (acked: number) => void;
  fail: (error: Error) => void;
}

describe('a log on its way', () => {
  let dataDir: string;
  let spool: LogSpool;
  let source: LogSource;
  let sent: Sent[];

  const link = {
    request: (_event: string, chunk: LogChunk) =>
      new Promise((resolve, fail) => {
        const end = chunk.offset + Buffer.byteLength(chunk.text);
        sent.push({ ...chunk, end, fail, answer: (acked) => resolve({ acked }) });
      }),
  } as unknown as ControlLink;

  beforeEach(async () => {
    dataDir = await newDataDir();
    const listener = { onGrown: () => undefined, onFailed: () => undefined };
    spool = await LogSpool.open(join(dataDir, 'x.log'), new Masking([]), listener);
    while (spool.size < SPOOLED_BYTES) {
      for (let i = 0; i < 100; i++) spool.append('build', 'out', 'x'.repeat(1000));
      await until(() => spool.size > 0, 'lines are written');
      await spool.ready();
    }
    source = new LogSource(RECORD, spool);
    sent = [];
  });
  afterEach(async () => {
    await spool.close();
    await removeDataDir(dataDir);
  });

  /** Waits until the source has sent all that it may. */
  const window = async (chunks: number) => {
    await until(() => sent.length >= chunks, `${chunks} chunks are sent`);
    return sent.slice(-chunks);
  };

  it('is sent a window ahead, chunk after chunk, and no further', async () => {
    const sending = source.sendNext(link);
    const [first, second, third, fourth] = await window(4);
    expect([first, second, third, fourth].map((chunk) => chunk?.offset)).toEqual([
      0,
      first?.end,
      second?.end,
      third?.end,
    ]);
    first?.answer(first.end);
    expect(await sending).toBe(true);
    expect(sent).toHaveLength(4);
  });

  it('does not wait for answers that an earlier one has given already', async () => {
    const first = source.sendNext(link);
    const chunks = await window(4);
    chunks[0]?.answer(chunks[3]!.end);
    expect(await first).toBe(true);

    const second = source.sendNext(link);
    const [next] = (await window(8)).slice(4);
    expect(next?.offset).toBe(chunks[3]?.end);
    next?.answer(next.end);
    expect(await second).toBe(true);
  });

  it('goes back to where the control plane is', async () => {
    const first = source.sendNext(link);
    const chunks = await window(4);
    chunks[0]?.answer(1000);
    for (const { answer } of chunks.slice(1)) answer(1000);
    expect(await first).toBe(true);

    void source.sendNext(link);
    const [next] = (await window(8)).slice(4);
    expect(next?.offset).toBe(1000);
  });

  it('comes again in less and smaller chunks when the wire breaks', async () => {
    const first = source.sendNext(link);
    for (const { fail } of await window(4)) fail(new Error('the wire broke'));
    await expect(first).rejects.toThrow('the wire broke');

    void source.sendNext(link).catch(() => undefined);
    const again = (await window(6)).slice(4);
    expect(again[0]?.offset).toBe(0);
    again.forEach(({ fail }) => fail(new Error('the wire broke')));
    await until(() => sent.length === 6, 'half as much is sent');
  });
});
