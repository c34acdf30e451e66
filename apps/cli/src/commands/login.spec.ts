import { CommandLine } from '../../test/command-line.js';
import { PlayedPlatform } from '../../test/played-platform.js';
import { MACHINE_TOKEN } from './machine-token.js';

const END = '2031-05-01T12:00:00.000Z';

describe('Signing in', () => {
  let platform: PlayedPlatform;
  let sdp: CommandLine;
  /** Names by id, as the platform has them: unique. */
  let tokens: Map<string, string>;

  const list = () => ({ tokens: [...tokens].map(([id, name]) => ({ id, name })), maxDays: 90 });
  const remove = (id: string) => platform.answer(`DELETE /tokens/${id}`, () => void tokens.delete(id));

  beforeEach(async () => {
    platform = await PlayedPlatform.start();
    sdp = await CommandLine.create({ SDP_URL: platform.address, SDP_PASSWORD: 'secret' });
    tokens = new Map([
      ['old', MACHINE_TOKEN],
      ['other', 'pipeline'],
    ]);
    const session = { username: 'ada', role: 'developer', expiresAt: END, token: null };
    platform.answer('POST /session', session, { headers: { 'set-cookie': 'sdp=session; HttpOnly' } });
    platform.answer('DELETE /session', undefined, { status: 204 });
    platform.answer('GET /tokens', list);
    platform.answer('POST /tokens', ({ body }: { body: { name: string } }) => {
      if ([...tokens.values()].includes(body.name)) throw new Error(`${body.name} is taken`);
      tokens.set('new', body.name);
      return { id: 'new', name: body.name, token: 'sdp_new', expiresAt: END };
    });
    platform.answer('PATCH /tokens/new', ({ body }: { body: { name: string } }) => {
      if ([...tokens.values()].includes(body.name)) throw new Error(`${body.name} is taken`);
      tokens.set('new', body.name);
    });
    for (const id of ['old', 'older']) remove(id);
    await keepOld();
  });
  afterEach(async () => {
    await platform.stop();
    await sdp.remove();
  });

  const keepOld = () =>
    sdp.keep('work', { url: platform.address, username: 'ada', token: 'sdp_old', expiresAt: END });
  const login = () => sdp.run('login', '--user', 'ada', '--as', 'work');
  const token = async () => (await sdp.contexts())['work']?.token;

  it('replaces the token of this machine, and what an earlier sign-in has left', async () => {
    tokens.set('older', `${MACHINE_TOKEN} 2`);
    expect(await login()).toMatchObject({ code: 0 });
    expect([...tokens]).toEqual([
      ['other', 'pipeline'],
      ['new', MACHINE_TOKEN],
    ]);
    expect(await token()).toBe('sdp_new');
  });

  it('needs no second name where there was no token', async () => {
    tokens.delete('old');
    expect(await login()).toMatchObject({ code: 0 });
    expect(platform.routes).not.toContain('PATCH /tokens/new');
    expect(tokens.get('new')).toBe(MACHINE_TOKEN);
  });

  it('leaves the old token alone when no new one is made', async () => {
    platform.refuse('POST /tokens', 'invalid-input', 'expiresInDays must be at most 90 here.');
    expect(await login()).toMatchObject({ code: 1 });
    expect([tokens.get('old'), await token()]).toEqual([MACHINE_TOKEN, 'sdp_old']);
  });

  it.each(['DELETE /tokens/old', 'PATCH /tokens/new'])('keeps the new token when %s fails', async (route) => {
    platform.refuse(route, 'internal', 'Something broke.', 500);
    const { code, err } = await login();
    expect([code, err]).toEqual([0, expect.stringContaining('Something broke.')]);
    expect([tokens.has('new'), await token()]).toEqual([true, 'sdp_new']);
  });
});
