import {
  type AuditEntry,
  type CreatedToken,
  type CreateTokenRequest,
  type GitCredentials,
  type OwnSessionView,
  type Page,
  type SandboxView,
  type SessionView,
  type TokenList,
  type TokenView,
} from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { TokenEndings } from '../src/auth/tokens/token-endings.js';
import { newToken } from '../src/auth/tokens/token-text.js';
import { ControlPlane } from './control-plane.js';
import { A_COMMIT, type FakeAgent, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { MovableClock } from './movable-clock.js';
import { waitUntil } from './wait-until.js';

const DAY_MS = 24 * 3_600_000;
const REFUSED = { code: 'credentials-rejected' as const, message: 'The git server refused them.' };

describe('A personal access token', () => {
  let plane: ControlPlane;
  let clock: MovableClock;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let olga: FakeBrowser;
  /** What the git server takes of ada. */
  let password: string;

  beforeEach(async () => {
    clock = new MovableClock();
    password = 'analytical engine';
    plane = await ControlPlane.start({ clock, config: { leaseMs: 3_600_000 } });
    const judge =
      <T>(answer: T) =>
      ({ credentials }: { credentials?: GitCredentials }) =>
        credentials?.username === 'ada' && credentials.password !== password ? refuse(REFUSED) : answer;
    agent = await plane.agent({
      hello: { capacity: 1 },
      answers: {
        'credentials:probe': judge(null),
        'branches:list': judge([{ name: 'main', commit: A_COMMIT }]),
      },
    });
    [ada, olga] = [await plane.browser('ada'), await plane.browser('olga')];
  });
  afterEach(() => plane.destroy());

  const make = (request: Partial<CreateTokenRequest> = {}, by = ada) =>
    by.call<CreatedToken>('POST', '/api/tokens', { name: 'ci', scopes: ['write'], ...request });
  const program = async (request: Partial<CreateTokenRequest> = {}, by = ada) =>
    plane.program((await make(request, by)).token);
  const listed = async () => (await ada.call<TokenList>('GET', '/api/tokens')).tokens;
  const trail = async (action: string) =>
    (await olga.call<Page<AuditEntry>>('GET', `/api/audit?action=${action}`)).items;

  describe('is made', () => {
    it('with all that its scopes cover, and shown this once', async () => {
      const { token, ...view } = await make({ scopes: ['deploy'], expiresInDays: 7 });
      expect(token).toMatch(/^sdp_/);
      expect(view).toMatchObject({
        name: 'ci',
        scopes: ['read', 'deploy'],
        state: 'active',
        lastUsedAt: null,
      });
      expect(Date.parse(view.expiresAt) - Date.parse(view.createdAt)).toBe(7 * DAY_MS);
      expect(await listed()).toEqual([view]);
      const rows = await plane.app.get(DataSource).query('SELECT * FROM access_token');
      for (const secret of [token, token.slice(4, 40), 'analytical'])
        expect(JSON.stringify(rows)).not.toContain(secret);
    });

    it('for 30 days unless said, and for the most there is at most', async () => {
      const { createdAt, expiresAt } = await make();
      expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(30 * DAY_MS);
      const { status, text } = await ada.send('POST', '/api/tokens', {
        name: 'long',
        scopes: ['read'],
        expiresInDays: 91,
      });
      expect([status, text]).toEqual([400, expect.stringContaining('at most 90')]);
    });

    it.each([
      [{ scopes: [] }, 400],
      [{ scopes: ['everything'] }, 400],
      [{ scopes: ['ops'] }, 403],
      [{ name: ' ci' }, 400],
      [{ name: 'x'.repeat(61) }, 400],
      [{ expiresInDays: 0 }, 400],
    ])('not of %j', async (request, status) => {
      const body = { name: 'ci', scopes: ['read'], ...request };
      expect((await ada.send('POST', '/api/tokens', body)).status).toBe(status);
    });

    it('under a name that is free among those of its person', async () => {
      const { id } = await make();
      expect((await ada.send('POST', '/api/tokens', { name: 'ci', scopes: ['read'] })).status).toBe(409);
      expect((await make({}, await plane.browser('bob'))).name).toBe('ci');
      await make({ name: 'other' });
      expect((await ada.send('PATCH', `/api/tokens/${id}`, { name: 'other' })).status).toBe(409);
      expect((await ada.call<TokenView>('PATCH', `/api/tokens/${id}`, { name: 'new' })).name).toBe('new');
    });
  });

  describe('stands for its person', () => {
    it('who it says it is, with its own end', async () => {
      const { token, expiresAt } = await make({ scopes: ['read'] });
      const body = await plane.program(token).call<SessionView>('GET', '/api/session');
      expect(body).toEqual({
        username: 'ada',
        role: 'developer',
        expiresAt,
        token: { name: 'ci', scopes: ['read'] },
      });
    });

    it('in what they do, with its name in the trail', async () => {
      const ci = await program();
      const { owner } = await ci.call<SandboxView>('POST', '/api/sandboxes', { name: 'checkout' });
      expect(owner).toBe('ada');
      const [entry] = await trail('sandbox.created');
      expect(entry).toMatchObject({ actor: 'ada', token: 'ci', from: '127.0.0.1' });
    });

    it('at the git server, with their password', async () => {
      const ci = await program();
      const { id } = await ci.aSandboxWith({ repository: 'orders' });
      const deployment = await ci.deploy(id, 'orders');
      const { credentials } = await agent.runFrame(deployment.id);
      expect(credentials).toEqual({ username: 'ada', password });
    });

    it('as of now: a role that ops takes is gone with the next request, and in open sockets', async () => {
      await olga.call('PATCH', '/api/users/ada', { role: 'ops' });
      const ci = await program({ scopes: ['ops'] });
      const socket = await ci.connect();
      expect(await socket.tryAsk('watch', { topic: 'audit' })).toMatchObject({ ok: true });
      await olga.call('PATCH', '/api/users/ada', { role: 'developer' });
      expect((await ci.send('GET', '/api/audit')).status).toBe(403);
      expect(await socket.tryAsk('watch', { topic: 'audit' })).toMatchObject({ ok: false });
    });

    it('never as ops without that scope, in sockets neither, whatever becomes of the role', async () => {
      const ci = await program({ scopes: ['write'] }, olga);
      const socket = await ci.connect();
      expect(await socket.tryAsk('watch', { topic: 'audit' })).toMatchObject({ ok: false });
      expect((await ci.call<SessionView>('GET', '/api/session')).role).toBe('developer');
    });

    it('when it was used last, and from where', async () => {
      const ci = await program();
      await ci.call('GET', '/api/session');
      const [used] = await listed();
      expect(used).toMatchObject({ lastUsedFrom: '127.0.0.1', lastUsedAt: expect.any(String) });
      clock.pass(5_000);
      await ci.call('GET', '/api/session');
      expect((await listed())[0]!.lastUsedAt).toBe(used!.lastUsedAt);
      clock.pass(60_000);
      await ci.call('GET', '/api/session');
      expect(Date.parse((await listed())[0]!.lastUsedAt!)).toBeGreaterThan(
        Date.parse(used!.lastUsedAt!) + 60_000,
      );
    });
  });

  describe('comes in the Authorization header', () => {
    it('from wherever, since no page can make a browser send it', async () => {
      const ci = await program();
      const foreign = { origin: 'http://elsewhere.test' };
      expect((await ci.send('POST', '/api/sandboxes', { name: 'checkout' }, foreign)).status).toBe(201);
    });

    it('and then counts alone: neither does a cookie help a bad one, nor does a token in the cookie', async () => {
      const bad = { authorization: `Bearer ${newToken()}` };
      expect((await ada.send('GET', '/api/session', undefined, bad)).status).toBe(401);
      const { token } = await make();
      const cookie = Object.assign(plane.visitor(), { cookie: `sdp_session=${token}` });
      expect((await cookie.send('GET', '/api/session')).status).toBe(401);
    });

    it('while the Basic credentials of a proxy leave the session alone', async () => {
      const basic = { authorization: 'Basic YWRhOng=' };
      expect((await ada.send('GET', '/api/session', undefined, basic)).status).toBe(200);
    });

    it.each([
      ['part of it', (token: string) => token.slice(0, -1), 'holds no whole token'],
      [
        'a mistyped one',
        (token: string) => token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
        'whole',
      ],
      ['one that nobody has', () => newToken(), 'Nobody has this token'],
    ])('is refused for %s', async (_, change, words) => {
      const { token } = await make();
      const { status, body } = await plane.program(change(token)).send('GET', '/api/session');
      expect([status, body.error.code, body.error.message]).toEqual([
        401,
        'not-signed-in',
        expect.stringContaining(words),
      ]);
    });

    it('is counted when nobody has it, and never in the way of a good one from the same address', async () => {
      const ci = await program();
      const stranger = plane.program(newToken());
      const statuses = [];
      for (let n = 0; n < 62; n++) statuses.push((await stranger.send('GET', '/api/session')).status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(60);
      const refusal = await stranger.send('GET', '/api/session');
      expect([refusal.status, Number(refusal.headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect((await ci.send('GET', '/api/session')).status).toBe(200);
      expect(await trail('token.refused')).toHaveLength(1);
    });
  });

  describe('opens a socket', () => {
    it('without an Origin, which a cookie needs', async () => {
      const ci = await program({ scopes: ['read'] });
      const socket = await ci.connect();
      expect(await socket.tryAsk('watch', { topic: 'sandboxes' })).toMatchObject({ ok: true });
      await expect(ada.connect({ origin: null })).rejects.toThrow('SDP_PUBLIC_ORIGINS');
    });

    it('that is closed when it is revoked', async () => {
      const { id, token } = await make();
      const { socket } = await plane.program(token).connect();
      await ada.call('DELETE', `/api/tokens/${id}`);
      await waitUntil('the end of the connection', () => !socket.connected);
      await expect(plane.program(token).connect()).rejects.toThrow('Nobody has this token');
    });

    it('that is closed when it expires', async () => {
      const ci = await program({ expiresInDays: 1 });
      const { socket } = await ci.connect();
      clock.pass(DAY_MS);
      await plane.app.get(TokenEndings).sweep();
      await waitUntil('the end of the connection', () => !socket.connected);
    });

    it('in which the person hears that their tokens have changed', async () => {
      await ada.connect();
      await make();
      await waitUntil('the notice', () => ada.updates.some(({ kind }) => kind === 'access-changed'));
    });
  });

  describe('ends', () => {
    it('when its person revokes it, and nobody else', async () => {
      const { id, token } = await make();
      expect((await olga.send('DELETE', `/api/tokens/${id}`)).status).toBe(404);
      await ada.call('DELETE', `/api/tokens/${id}`);
      expect((await plane.program(token).send('GET', '/api/session')).status).toBe(401);
      expect(await listed()).toEqual([]);
      const [created, revoked] = [await trail('token.created'), await trail('token.revoked')];
      expect([created[0]?.subject, revoked[0]?.subject]).toEqual(['ci', 'ci']);
    });

    it('when it signs itself out', async () => {
      const ci = await program({ scopes: ['read'] });
      expect((await ci.send('DELETE', '/api/session')).status).toBe(204);
      expect((await ci.send('GET', '/api/session')).status).toBe(401);
      expect((await ada.send('GET', '/api/session')).status).toBe(200);
    });

    it('when its time is over: listed for a month, with nothing left of what it carried', async () => {
      const ci = await program({ expiresInDays: 1 });
      clock.pass(DAY_MS);
      const refusal = await ci.send('GET', '/api/session');
      expect([refusal.status, refusal.text]).toEqual([401, expect.stringContaining('has expired')]);
      const endings = plane.app.get(TokenEndings);
      await endings.sweep();
      ada = await plane.browser('ada');
      expect((await listed())[0]).toMatchObject({ name: 'ci', state: 'expired' });
      const rows = await plane.app.get(DataSource).query('SELECT sealedCredentials FROM access_token');
      expect(rows).toEqual([{ sealedCredentials: null }]);
      clock.pass(31 * DAY_MS);
      await endings.sweep();
      ada = await plane.browser('ada');
      expect(await listed()).toEqual([]);
    });

    it('when the git server comes to refuse its password, for good, and says so', async () => {
      const ci = await program();
      password = 'another';
      await ci.send('GET', '/api/repositories/orders/branches');
      const refusal = await ci.send('GET', '/api/session');
      expect([refusal.status, refusal.text]).toEqual([401, expect.stringContaining('does not repair it')]);

      ada = await plane.browser('ada', password);
      expect((await ci.send('GET', '/api/session')).status).toBe(401);
      expect((await listed())[0]).toMatchObject({ state: 'password-changed' });
      const [ended] = await trail('token.ended');
      expect(ended).toMatchObject({ actor: 'sdp', subject: 'ci' });
    });
  });

  it('outlives a restart, as the sealed box does', async () => {
    const { token } = await make();
    plane = await plane.restart();
    await plane.agent();
    expect((await plane.program(token).send('GET', '/api/session')).status).toBe(200);
    olga = await plane.browser('olga');
  });
});

describe('Your own sessions', () => {
  let plane: ControlPlane;
  let ada: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start({ config: { leaseMs: 3_600_000 } });
    await plane.agent();
    ada = await plane.browser('ada');
  });
  afterEach(() => plane.destroy());

  const list = () => ada.call<OwnSessionView[]>('GET', '/api/sessions');

  it('are listed with where they come from', async () => {
    await plane.browser('ada');
    await plane.browser('bob');
    const sessions = await list();
    expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    for (const { from, userAgent } of sessions)
      expect([from, userAgent]).toEqual(['127.0.0.1', expect.any(String)]);
  });

  it('end one by one, with what is open in them', async () => {
    const other = await plane.browser('ada');
    const { socket } = await other.connect();
    const { id } = (await list()).find(({ isCurrent }) => !isCurrent)!;
    const bob = await plane.browser('bob');
    expect((await bob.send('DELETE', `/api/sessions/${id}`)).status).toBe(404);
    await ada.call('DELETE', `/api/sessions/${id}`);
    await waitUntil('the end of the connection', () => !socket.connected);
    expect((await other.send('GET', '/api/session')).status).toBe(401);
  });

  it('end everywhere else at once', async () => {
    const others = [await plane.browser('ada'), await plane.browser('ada')];
    await ada.call('DELETE', '/api/sessions');
    for (const other of others) expect((await other.send('GET', '/api/session')).status).toBe(401);
    expect(await list()).toHaveLength(1);
  });
});
