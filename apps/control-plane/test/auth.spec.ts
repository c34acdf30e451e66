import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SessionView } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { Clock } from '../src/clock/clock.js';
import { AuthService } from '../src/auth/auth.service.js';
import { ControlPlane } from './control-plane.js';
import { refuse } from './fake-agent.js';
import { waitUntil } from './wait-until.js';

const CANARY = 'canary-7f3a91-password';
const ADA = { username: 'ada', password: CANARY };

/** A clock whose date can be put forward. */
class MovableClock extends Clock {
  aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}

describe('Signing in', () => {
  let plane: ControlPlane;
  const clock = new MovableClock();

  beforeEach(async () => {
    clock.aheadMs = 0;
    plane = await ControlPlane.start({ clock });
  });
  afterEach(() => plane.destroy());

  it('is proven by an agent, with the very credentials', async () => {
    const agent = await plane.agent();
    const ada = plane.visitor();
    const { status, body, headers } = await ada.send<SessionView>('POST', '/api/session', ADA);
    expect(status).toBe(200);
    expect(body).toEqual({ username: 'ada', role: 'developer', expiresAt: expect.any(String), token: null });
    expect(agent.framesOf('credentials:probe')).toEqual([{ credentials: ADA }]);
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^sdp_session=[\w-]{43}; /);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
  });

  it('is an error, not a pass, while no agent is connected', async () => {
    const { status, body } = await plane.visitor().send('POST', '/api/session', ADA);
    expect([status, body.error.code]).toEqual([503, 'no-agent']);
  });

  it('fails when the git server does not know the credentials, and no other agent is asked', async () => {
    const rejected = () => refuse({ code: 'credentials-rejected', message: 'The git server refused them.' });
    await plane.agent({ answers: { 'credentials:probe': rejected } });
    const second = await plane.agent({ name: 'micro-2' });
    const { status, body, headers } = await plane.visitor().send('POST', '/api/session', ADA);
    expect([status, body.error.code]).toEqual([401, 'credentials-rejected']);
    expect(headers.getSetCookie()).toEqual([]);
    expect(second.framesOf('credentials:probe')).toEqual([]);
  });

  it('asks another agent when one cannot tell', async () => {
    const unreachable = () => refuse({ code: 'repository-unreachable', message: 'The git server is away.' });
    await plane.agent({ answers: { 'credentials:probe': unreachable } });
    await plane.agent({ name: 'micro-2' });
    expect((await plane.visitor().send('POST', '/api/session', ADA)).status).toBe(200);
  });

  it.each<[string, unknown, string]>([
    ['no name', { password: 'x' }, 'username'],
    ['an empty name', { username: '', password: 'x' }, 'username'],
    ['a colon in the name', { username: 'a:b', password: 'x' }, 'username'],
    ['a line break in the name', { username: 'ada\nhost=evil', password: 'x' }, 'username'],
    ['a carriage return in the password', { username: 'ada', password: 'x\rhost=evil' }, 'password'],
    ['a NUL in the password', { username: 'ada', password: 'x\0' }, 'password'],
    ['an object for a name', { username: { $ne: null }, password: 'x' }, 'username'],
    ['the name of the platform', { username: 'sdp', password: 'x' }, 'username'],
    ['the name of the platform in capitals', { username: 'SDP', password: 'x' }, 'username'],
    ['characters that nobody sees', { username: 'ad\u200ba', password: 'x' }, 'username'],
    ['a change of direction', { username: 'a\u202ead', password: 'x' }, 'username'],
    ['the sign for everyone', { username: '*', password: 'x' }, 'username'],
    ['a list for a password', { username: 'ada', password: ['x'] }, 'password'],
    ['an unknown field', { ...ADA, role: 'ops' }, 'role'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const agent = await plane.agent();
    const answer = await plane.visitor().send('POST', '/api/session', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid-input']);
    expect(answer.body.error.message).toContain(field);
    expect(agent.framesOf('credentials:probe')).toEqual([]);
  });

  it('gives a new token each time, and the old one dies', async () => {
    await plane.agent();
    const ada = await plane.browser();
    const first = ada.cookie;
    await ada.signIn('ada', 'x');
    expect(ada.cookie).not.toBe(first);
    expect((await ada.send('GET', '/api/session')).status).toBe(200);
    ada.cookie = first;
    expect((await ada.send('GET', '/api/session')).status).toBe(401);
  });

  it('takes no token that a visitor brings along', async () => {
    await plane.agent();
    const ada = plane.visitor();
    ada.cookie = `sdp_session=${'A'.repeat(43)}`;
    const { headers } = await ada.send('POST', '/api/session', ADA);
    expect(headers.getSetCookie()[0]).not.toContain('A'.repeat(43));
  });

  it('ends with signing out: the token is dead and open sockets close', async () => {
    await plane.agent();
    const ada = await plane.browser();
    const { socket } = await ada.connect();
    const { status } = await ada.send('DELETE', '/api/session');
    expect(status).toBe(204);
    await waitUntil('the socket to be closed', () => socket.disconnected);
    expect((await ada.send('GET', '/api/sandboxes')).status).toBe(401);
    await expect(ada.connect()).rejects.toThrow('not signed in');
  });

  it('ends when the session expires, sockets included', async () => {
    await plane.agent();
    const ada = await plane.browser();
    const { socket } = await ada.connect();
    clock.aheadMs = 12 * 3_600_000 + 1;
    expect((await ada.send('GET', '/api/session')).status).toBe(401);
    await plane.app.get(AuthService).endExpired();
    await waitUntil('the socket to be closed', () => socket.disconnected);
  });

  it('leaves neither the password nor the token in any file', async () => {
    await plane.agent();
    const ada = await plane.browser('ada', CANARY);
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await ada.deploy(id, 'orders');
    const token = ada.cookie.split('=')[1]!;
    await plane.app.get(DataSource).query('SELECT 1');

    const files = (await readdir(plane.dataDir)).filter((name) => name.startsWith('control-plane.sqlite'));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const content = await readFile(join(plane.dataDir, file));
      expect(content.includes(CANARY)).toBe(false);
      expect(content.includes(Buffer.from(CANARY).toString('base64').slice(0, 24))).toBe(false);
      expect(content.includes(token)).toBe(false);
    }
  });
});
