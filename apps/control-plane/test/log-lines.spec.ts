import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogLinesView, type LogMatchesView, type LogOutlineView } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, events, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const AT = '2026-11-23T13:10:11.123Z';
const line = (text: string, step = 'build', stream = 'out') => `${AT} ${step} ${stream} ${text}\n`;

describe('Lines of logs', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let frame: { deploymentId: string; epoch: number };

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const { deploymentId, epoch } = await agent.runFrame((await ada.deploy(id, 'orders')).id);
    frame = { deploymentId, epoch };
  });
  afterEach(() => plane.destroy());

  const read = async <T>(path: string) =>
    JSON.parse((await ada.send('GET', `/api/deployments/${frame.deploymentId}/log/${path}`)).text) as T;
  const outline = () => read<LogOutlineView>('outline');
  const lines = (query: string) => read<LogLinesView>(`lines?${query}`);
  const search = (query: string) => read<LogMatchesView>(`search?${query}`);
  const indexFile = () => join(plane.dataDir, 'logs', `${frame.deploymentId}.index`);

  /** Answers how many bytes the log has then. */
  const write = async (text: string, offset = 0): Promise<number> => {
    for (const chunk of chunksOf(text)) {
      await agent.log(frame, offset, chunk);
      offset += Buffer.byteLength(chunk);
    }
    return offset;
  };
  const fail = (logBytes: number, message: string) =>
    agent.report(
      frame,
      events([
        {
          type: 'finished',
          result: {
            outcome: 'failed',
            durationMs: 5,
            logBytes,
            error: { code: 'build-failed', message, blame: 'app', retryable: false },
          },
        },
      ]),
    );

  it('are outlined while the log grows', async () => {
    expect(await outline()).toMatchObject({ lineCount: 0, bytes: 0, isComplete: false, sections: [] });
    const first = line('From origin', 'fetch') + line('ERROR no', 'build', 'err');
    const bytes = await write(first);
    expect(await outline()).toEqual({
      lineCount: 2,
      bytes,
      isComplete: false,
      levels: { error: 1, warn: 0, info: 0, debug: 0, none: 1 },
      sections: [
        { step: 'fetch', firstLine: 1, lastLine: 1 },
        { step: 'build', firstLine: 2, lastLine: 2 },
      ],
      failingLine: null,
    });
    const end = await write(line('more'), bytes);
    await agent.report(frame, aGoodRun(end));
    await waitUntil('the end', async () => (await outline()).isComplete);
    expect(await outline()).toMatchObject({ lineCount: 3, failingLine: null });
  });

  it('are read by number and by offset, with their levels', async () => {
    const texts = Array.from({ length: 2_000 }, (_, at) => `${at % 100 === 0 ? 'WARN ' : ''}grün ${at + 1}`);
    await write(texts.map((text) => line(text)).join(''));
    const page = await lines('from=600&count=3');
    expect(page).toEqual({
      lineCount: 2_000,
      lines: [600, 601, 602].map((number) => ({
        number,
        at: AT,
        step: 'build',
        stream: 'out',
        level: number === 601 ? 'warn' : 'none',
        text: texts[number - 1],
      })),
      next: 603,
    });
    expect(await lines('from=1999&count=10')).toMatchObject({ next: null, lines: [{ number: 1999 }, {}] });
    expect(await lines('from=2001')).toEqual({ lineCount: 2_000, lines: [], next: null });

    const offset = Buffer.byteLength(
      texts
        .slice(0, 700)
        .map((text) => line(text))
        .join(''),
    );
    expect((await lines(`offset=${offset}&count=1`)).lines[0]?.number).toBe(701);
    expect((await lines(`offset=${offset - 1}&count=1`)).lines[0]?.number).toBe(700);
    expect((await lines(`offset=100000000&count=1`)).lines[0]?.number).toBe(2_000);
    const single = await lines('numbers=3,1500,701,9999');
    expect(single.lines.map(({ number, text }) => [number, text])).toEqual(
      [3, 1500, 701].map((number) => [number, texts[number - 1]]),
    );
  });

  it('come in several answers where they are very long', async () => {
    const text = 'x'.repeat(16_000);
    await write(line(text).repeat(400));
    const first = await lines('from=1&count=400');
    expect(first.lines.length).toBeLessThan(400);
    const rest = await lines(`from=${first.next}&count=400`);
    expect(first.next).toBe(first.lines.length + 1);
    expect(rest.lines[0]?.number).toBe(first.next);
  });

  it('are searched by text, level, stream and step', async () => {
    await write(
      [
        line('From origin', 'fetch', 'err'),
        line('\x1b[31mERROR\x1b[0m not found', 'build', 'err'),
        line('error in the middle', 'build'),
        line('WARN not found', 'verify'),
        line('Not Found', 'deploy', 'sdp'),
      ].join(''),
    );
    const found = async (query: string) => (await search(query)).lines;
    expect(await found('text=not%20found')).toEqual([2, 4, 5]);
    expect(await found('text=Not%20Found&matchCase=true')).toEqual([5]);
    expect(await found('text=not%20found&level=error,warn')).toEqual([2, 4]);
    expect(await found('level=none&stream=err')).toEqual([1]);
    expect(await found('step=build,verify')).toEqual([2, 3, 4]);
    expect(await found('text=build')).toEqual([]);
    expect(await search('text=not%20found&from=3')).toEqual({
      from: 3,
      to: 5,
      lineCount: 5,
      count: 2,
      lines: [4, 5],
      bits: Buffer.from([0b110]).toString('base64'),
    });
  });

  it.each([
    'search?text=',
    'search?text=a%0ab',
    'search?level=loud',
    'search?step=../..',
    'search?from=0',
    'search?matchCase=maybe',
    `search?text=${'x'.repeat(201)}`,
    'lines?count=0',
    'lines?count=100000',
    'lines?from=-1',
    'lines?offset=x',
    'lines?numbers=1,x',
    'lines?numbers=0',
    `lines?numbers=${'1,'.repeat(256)}1`,
  ])('refuse %s', async (query) => {
    const { status } = await ada.send('GET', `/api/deployments/${frame.deploymentId}/log/${query}`);
    expect(status).toBe(400);
  });

  it('name the line that the error quotes, else the first complaint of the last step', async () => {
    const bytes = await write(
      [
        line('err From the server', 'fetch', 'err'),
        line('# example.org/orders', 'build', 'err'),
        line('\x1b[31m./main.go:45:24: undefined: os\x1b[0m', 'build', 'err'),
        line('"go build ." ended: ./main.go:45:24: undefined: os', 'deploy', 'sdp'),
      ].join(''),
    );
    await fail(bytes, 'The build failed: ./main.go:45:24: undefined: os. Correct it and deploy again.');
    await waitUntil('the end', async () => (await outline()).isComplete);
    expect(await outline()).toMatchObject({ failingLine: 3 });
  });

  it('survive the loss, the tearing and the absence of the index', async () => {
    const text = Array.from({ length: 50_000 }, (_, at) => line(`${at} ${'.'.repeat(80)}`)).join('');
    const bytes = await write(text);
    const before = await outline();
    expect(before).toMatchObject({ lineCount: 50_000, bytes });
    for (const damage of [() => truncate(indexFile(), 1000), () => rm(indexFile()), () => undefined]) {
      await damage();
      plane = await plane.restart();
      agent = await plane.agent({ hello: { deployments: [{ ...frame, finished: false }] } });
      ada = await plane.browser();
      expect(await outline()).toEqual(before);
      expect((await search('text=49999%20')).lines).toEqual([50_000]);
    }
  });
});

function chunksOf(text: string): string[] {
  const chunks = [''];
  for (const one of text.match(/[^\n]*\n/g) ?? []) {
    if (chunks.at(-1)!.length + one.length > 100_000) chunks.push('');
    chunks[chunks.length - 1] += one;
  }
  return chunks;
}
