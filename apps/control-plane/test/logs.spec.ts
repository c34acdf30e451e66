import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_LOG_BYTES } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

describe('Logs of deployments', () => {
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

  const range = (query = '') => ada.send('GET', `/api/deployments/${frame.deploymentId}/log${query}`);

  it('are read by byte offset, in whole lines', async () => {
    await agent.log(frame, 0, 'grün\nzwei\ndrei\n');
    const all = await range();
    expect([all.text, all.headers.get('x-log-offset'), all.headers.get('x-log-size')]).toEqual([
      'grün\nzwei\ndrei\n',
      '0',
      '16',
    ]);
    expect(all.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await range('?offset=6')).text).toBe('zwei\ndrei\n');
    expect((await range('?offset=6&limit=7')).text).toBe('zwei\n');
    expect((await range('?offset=16')).text).toBe('');
  });

  it('are downloaded whole, as a file', async () => {
    const line = `${'x'.repeat(99)}\n`;
    await agent.log(frame, 0, line.repeat(2_000));
    await agent.log(frame, 200_000, line.repeat(2_000));
    const { text, headers } = await ada.send('GET', `/api/deployments/${frame.deploymentId}/log/download`);
    expect(text).toBe(line.repeat(4_000));
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="orders-\d+\.log"$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('continue where the file ends after a restart, a torn line cut off', async () => {
    await agent.log(frame, 0, 'one\n');
    await appendFile(join(plane.dataDir, 'logs', `${frame.deploymentId}.log`), 'torn');
    plane = await plane.restart();
    agent = await plane.agent({ hello: { deployments: [{ ...frame, finished: false }] } });
    expect(await agent.log(frame, 8, 'three\n')).toEqual({ acked: 4 });
    expect(await agent.log(frame, 4, 'two\nthree\n')).toEqual({ acked: 14 });
  });

  it.each<[string, object]>([
    ['half a line', { text: 'no end' }],
    ['a negative offset', { offset: -1 }],
    ['an offset that is no number', { offset: '0' }],
    ['an id that is a path', { deploymentId: '../../../etc/passwd' }],
    ['more than a chunk', { text: `${'x'.repeat(300_000)}\n` }],
  ])('do not take %s', async (_, change) => {
    const ack = await agent.tryAsk('deployment:log', { ...frame, offset: 0, text: 'x\n', ...change });
    expect(ack).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('do not grow beyond all bounds', async () => {
    const ack = await agent.tryAsk('deployment:log', {
      ...frame,
      offset: MAX_LOG_BYTES + 70_000,
      text: 'x\n',
    });
    expect(ack).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  it.each(['..', '..%2f..%2fetc%2fpasswd', '%2e%2e', `${'0'.repeat(36)}`, 'x%00', '%ff', 'A'.repeat(5_000)])(
    'are not found under %s',
    async (id) => {
      for (const path of [
        `/api/deployments/${id}/log`,
        `/api/deployments/${id}/log/download`,
        `/api/deployments/${id}`,
      ]) {
        const { status, text } = await ada.send('GET', path);
        expect([400, 404]).toContain(status);
        expect(text).not.toContain('root:');
      }
    },
  );

  it('answer a repeated chunk after the end as before', async () => {
    await agent.log(frame, 0, 'one\n');
    await agent.report(frame, aGoodRun(4));
    expect(await agent.log(frame, 0, 'one\n')).toEqual({ acked: 4 });
    await expect(agent.log(frame, 4, 'more\n')).rejects.toMatchObject({ code: 'stale-epoch' });
  });

  it('hold one chunk for a browser that does not read, however long the log is', async () => {
    const line = `${'y'.repeat(999)}\n`;
    const { socket, ask } = await ada
      .connect()
      .then((one) => ({ socket: one.socket, ask: one.ask.bind(one) }));
    const offsets: number[] = [];
    let release = () => {};
    socket.on('log:chunk', (chunk: { offset: number }, ack: (answer: object) => void) => {
      offsets.push(chunk.offset);
      release = () => ack({ acked: 0 });
    });
    await ask('log:open', { deploymentId: frame.deploymentId, offset: 0 });
    for (let part = 0; part < 10; part++) await agent.log(frame, part * 200_000, line.repeat(200));
    await waitUntil('the first chunk', () => offsets.length === 1);
    expect(offsets).toEqual([0]);
    release();
    await waitUntil('the second chunk', () => offsets.length === 2);
    await ask('log:close', { deploymentId: frame.deploymentId });
    release();
    await agent.log(frame, 2_000_000, line);
    expect(offsets).toHaveLength(2);
  });

  it('end for the browser when the deployment is over and the last line is there', async () => {
    await agent.log(frame, 0, 'one\n');
    await agent.report(frame, aGoodRun(4));
    const socket = await ada.connect();
    expect(await socket.wholeLog(frame.deploymentId)).toBe('one\n');
  });
});
