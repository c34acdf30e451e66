import { ControlPlane } from './control-plane.js';
import { type BrowserSocket, type FakeBrowser } from './fake-browser.js';

const ID = '00000000-0000-4000-8000-000000000000';

describe("The browsers' socket", () => {
  let plane: ControlPlane;
  let ada: FakeBrowser;

  beforeAll(async () => {
    plane = await ControlPlane.start();
    await plane.agent();
    ada = await plane.browser();
  });
  afterAll(() => plane.destroy());

  describe.each(['polling', 'websocket'] as const)('over %s', (transport) => {
    it('opens for a page of our own with a session', async () => {
      const { socket } = await ada.connect({ transport });
      expect(socket.connected).toBe(true);
    });

    it.each([null, 'null', 'http://evil.test', 'http://sdp.test.evil.test', 'https://sdp.test', ''])(
      'is refused for the origin %s',
      async (origin) => {
        await expect(ada.connect({ origin, transport })).rejects.toThrow();
      },
    );

    it.each(['', 'sdp_session=', `sdp_session=${'A'.repeat(43)}`, 'sdp_session=%00', 'other=1'])(
      'is refused with the cookie "%s"',
      async (cookie) => {
        const visitor = plane.visitor();
        await expect(visitor.connect({ cookie, transport })).rejects.toThrow('not signed in');
      },
    );
  });

  describe('when open', () => {
    let socket: BrowserSocket;

    beforeAll(async () => {
      socket = await ada.connect();
    });

    it.each<[string, unknown, string]>([
      ['watch', { topic: 'everything' }, 'invalid-input'],
      ['watch', { topic: `session:${ID}` }, 'invalid-input'],
      ['watch', { topic: 'sandboxes of ada' }, 'invalid-input'],
      ['watch', { topic: ['sandboxes'] }, 'invalid-input'],
      ['watch', {}, 'invalid-input'],
      ['watch', null, 'invalid-input'],
      ['watch', 'sandboxes', 'invalid-input'],
      ['watch', { topic: 'agents', as: 'bob' }, 'invalid-input'],
      ['watch', Buffer.from('x'), 'invalid-input'],
      ['watch', { topic: Buffer.from('agents') }, 'invalid-input'],
      ['watch', JSON.parse('{"topic":"agents","__proto__":{"isAdmitted":true}}'), 'invalid-input'],
      ['log:open', { deploymentId: '../../etc/passwd', offset: 0 }, 'invalid-input'],
      ['log:open', { deploymentId: ID, offset: -1 }, 'invalid-input'],
      ['log:open', { deploymentId: ID, offset: 1e300 }, 'invalid-input'],
      ['log:open', { deploymentId: ID, offset: 0 }, 'not-found'],
      ['runtime:open', { sandboxId: ID, service: 'orders', tail: 5_001 }, 'invalid-input'],
      ['runtime:open', { sandboxId: ID, service: '--help', tail: 1 }, 'invalid-input'],
      ['runtime:open', { sandboxId: ID, service: 'orders', tail: 1 }, 'not-found'],
    ])('%s with %j is refused as %3$s', async (event, payload, code) => {
      const ack = await socket.tryAsk(event as 'watch', payload);
      expect(ack).toMatchObject({ ok: false, error: { code } });
    });

    it('knows none of the events that agents send', async () => {
      for (const event of ['agent:hello', 'deployment:events', 'reconcile']) {
        const answer = socket.socket.timeout(200).emitWithAck(event, {});
        await expect(answer).rejects.toThrow('timed out');
      }
    });

    it('closes somebody else nothing', async () => {
      expect(await socket.ask('runtime:close', { streamId: ID })).toBeNull();
      expect(await socket.ask('log:close', { deploymentId: ID })).toBeNull();
    });
  });

  it('is cut when it sends more than 1 MB at once', async () => {
    const { socket } = await ada.connect();
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('watch', { topic: 'x'.repeat(1_100_000) });
    await closed;
  });

  it('opens no more streams than a browser needs', async () => {
    const agentless = await ada.connect();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const open = () => agentless.tryAsk('runtime:open', { sandboxId: id, service: 'orders', tail: 1 });
    const answers = await Promise.all(Array.from({ length: 25 }, open));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict' } });
  });
});
