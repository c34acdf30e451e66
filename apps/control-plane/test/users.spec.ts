import { type SessionView, type UserView } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

describe('People', () => {
  let plane: ControlPlane;
  let ada: FakeBrowser;
  let olga: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await plane.agent();
    ada = await plane.browser('ada');
    olga = await plane.browser('olga');
  });
  afterEach(() => plane.destroy());

  const roleOf = async (browser: FakeBrowser) =>
    (await browser.call<SessionView>('GET', '/api/session')).role;
  const give = (browser: FakeBrowser, username: string, role: unknown) =>
    browser.send<UserView>('PATCH', `/api/users/${username}`, { role });

  it('begin as developers, but for those that the configuration makes ops', async () => {
    expect(await roleOf(ada)).toBe('developer');
    expect(await roleOf(olga)).toBe('ops');
    expect(await ada.call<UserView[]>('GET', '/api/users')).toEqual([
      {
        username: 'ada',
        role: 'developer',
        isFixed: false,
        firstSeenAt: expect.any(String),
        lastSignInAt: expect.any(String),
      },
      expect.objectContaining({ username: 'olga', role: 'ops', isFixed: true }),
    ]);
  });

  it('are known by one spelling, so that a role is not left behind with another', async () => {
    await give(olga, 'ada', 'qa');
    for (const other of ['Ada', 'ADA', 'ａｄａ', 'OLGA']) {
      const visitor = plane.visitor();
      const { status, body } = await visitor.send('POST', '/api/session', {
        username: other,
        password: 'analytical engine',
      });
      expect([status, body.error.code]).toEqual([409, 'conflict']);
      expect(body.error.message).toMatch(/You are known here as (ada|olga)/);
    }
    expect((await ada.call<UserView[]>('GET', '/api/users')).map(({ username }) => username)).toEqual([
      'ada',
      'olga',
    ]);
    expect(await roleOf(await plane.browser('ada'))).toBe('qa');
  });

  it('are given roles by ops, in effect with their next request', async () => {
    expect((await ada.send('GET', '/api/audit')).status).toBe(403);
    expect(await give(olga, 'ada', 'ops')).toMatchObject({ status: 200, body: { role: 'ops' } });
    expect(await roleOf(ada)).toBe('ops');
    expect((await ada.send('GET', '/api/audit')).status).toBe(200);
    await give(olga, 'ada', 'qa');
    expect((await ada.send('GET', '/api/audit')).status).toBe(403);
  });

  it('keep their role over a sign-in and a restart', async () => {
    await give(olga, 'ada', 'qa');
    await ada.signIn('ada', 'x');
    expect(await roleOf(ada)).toBe('qa');
    plane = await plane.restart();
    await plane.agent();
    expect(await roleOf(await plane.browser('ada'))).toBe('qa');
  });

  it.each<[string, string, unknown, number, string]>([
    ['ada', 'olga', 'developer', 403, 'forbidden'],
    ['ada', 'ada', 'ops', 403, 'forbidden'],
    ['olga', 'olga', 'developer', 403, 'forbidden'],
    ['olga', 'nobody', 'ops', 404, 'not-found'],
    ['olga', 'ada', 'root', 400, 'invalid-input'],
    ['olga', 'ada', ['ops'], 400, 'invalid-input'],
    ['olga', 'ada', undefined, 400, 'invalid-input'],
  ])('%s cannot give %s the role %j: %i %s', async (who, whom, role, status, code) => {
    const answer = await give(who === 'ada' ? ada : olga, whom, role);
    expect([answer.status, (answer.body as never as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  it('stay ops while the configuration says so, whoever else of ops asks', async () => {
    await give(olga, 'ada', 'ops');
    const { status, text } = await give(ada, 'olga', 'developer');
    expect(status).toBe(403);
    expect(text).toContain('SDP_OPS_USERS');
  });

  describe('on an open socket', () => {
    it('watch what is for ops only while they are ops', async () => {
      const socket = await ada.connect();
      for (const topic of ['users', 'audit'] as const)
        expect(await socket.tryAsk('watch', { topic })).toMatchObject({ error: { code: 'forbidden' } });

      await give(olga, 'ada', 'ops');
      await socket.ask('watch', { topic: 'audit' });
      await give(olga, 'ada', 'qa');
      expect(await socket.tryAsk('watch', { topic: 'audit' })).toMatchObject({
        error: { code: 'forbidden' },
      });

      ada.updates.length = 0;
      await plane.browser('bob');
      await waitUntil('ada to see an agent update, which comes after the entries', async () => {
        await socket.ask('watch', { topic: 'agents' });
        await plane.agent({ name: 'micro-2' });
        return ada.updates.some(({ kind }) => kind === 'agent');
      });
      expect(ada.updates.filter(({ kind }) => kind === 'audit-grew')).toEqual([]);
    });

    it('hear that their own role is another one, and ops hears of everybody', async () => {
      await ada.connect();
      const socket = await olga.connect();
      await socket.ask('watch', { topic: 'users' });
      await give(olga, 'ada', 'qa');
      const isTold = ({ updates }: FakeBrowser) =>
        updates.some((update) => update.kind === 'user-changed' && update.username === 'ada');
      await waitUntil('both to be told', () => isTold(ada) && isTold(olga));
    });
  });
});
