import { type AuditEntry, type Page, type WireError } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { type FakeAgent, refuse } from './fake-agent.js';

const WRONG = 'wrong';

describe('Refused sign-ins', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;

  const start = async (trustedProxies: string[] = []) => {
    plane = await ControlPlane.start({ config: { trustedProxies } });
    agent = await plane.agent({
      answers: {
        'credentials:probe': ({ credentials }) =>
          credentials.password === WRONG
            ? refuse({ code: 'credentials-rejected', message: 'The git server refused them.' })
            : null,
      },
    });
  };
  afterEach(() => plane.destroy());

  const attempt = (username: string, password = WRONG, forwarded?: string) =>
    plane
      .visitor()
      .send(
        'POST',
        '/api/session',
        { username, password },
        forwarded ? { 'x-forwarded-for': forwarded } : {},
      );
  const codes = async (attempts: Promise<{ body: { error: { code: string } } }>[]) =>
    (await Promise.all(attempts)).map(({ body }) => body.error.code).sort();
  const tried = () => agent.framesOf('credentials:probe').length;

  it('reach the git server four times for an account, and it is said when to try again', async () => {
    await start();
    for (let n = 0; n < 4; n++) expect((await attempt('ada')).status).toBe(401);
    const { status, headers, body } = await attempt('ada');
    expect([status, body.error.code, body.error.retryable]).toEqual([429, 'too-many-attempts', true]);
    expect(body.error.message).toMatch(/Try again in 30 minutes/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(1_700);
    expect(tried()).toBe(4);
  });

  it('count for the account, however it is spelt, wherever they come from, all at once or not', async () => {
    await start(['127.0.0.1']);
    const attempts = Array.from({ length: 12 }, (_, n) =>
      attempt(n % 2 ? 'ada' : 'ADA', WRONG, `10.0.0.${n}`),
    );
    const refused = await codes(attempts);
    expect(refused.filter((code) => code === 'credentials-rejected')).toHaveLength(4);
    expect(refused.filter((code) => code === 'too-many-attempts')).toHaveLength(8);
    expect(tried()).toBe(4);
  });

  it('keep the right password out as well: else it could be guessed', async () => {
    await start();
    for (let n = 0; n < 5; n++) await attempt('ada');
    expect((await attempt('ada', 'right')).status).toBe(429);
    expect((await attempt('bob', 'right')).status).toBe(200);
  });

  it('are forgotten with one that works', async () => {
    await start();
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 3; n++) expect((await attempt('ada')).status).toBe(401);
      expect((await attempt('ada', 'right')).status).toBe(200);
    }
  });

  it('answer the same for a name that exists and one that does not', async () => {
    await start();
    await plane.browser('ada');
    const answers = async (name: string) => {
      const all = [];
      for (let n = 0; n < 6; n++) all.push(withoutTimeAndId((await attempt(name)).text));
      return all;
    };
    expect(await answers('ada')).toEqual(await answers('nobody'));
  });

  it('count for the peer, whatever X-Forwarded-For says of itself', async () => {
    await start();
    for (let n = 0; n < 20; n++) expect((await attempt(`user${n}`, WRONG, `10.9.8.${n}`)).status).toBe(401);
    expect((await attempt('ada', 'right', '10.9.8.200')).status).toBe(429);
    expect(tried()).toBe(20);
  });

  it('count for the peer behind a trusted proxy, and nobody else behind it', async () => {
    await start(['127.0.0.1']);
    for (let n = 0; n < 20; n++)
      expect((await attempt(`user${n}`, WRONG, `6.6.6.${n}, 10.9.8.7`)).status).toBe(401);
    expect((await attempt('ada', 'right', '10.9.8.7')).status).toBe(429);
    expect((await attempt('ada', 'right', '10.9.8.8')).status).toBe(200);
  });

  it('cost nobody anything when it is no fault of theirs', async () => {
    await start();
    agent.answers['credentials:probe'] = () =>
      refuse({ code: 'repository-unreachable', message: 'The git server is away.' });
    for (let n = 0; n < 30; n++) expect((await attempt('ada')).status).toBe(502);
  });

  it('are in the audit trail, with no name that nobody has: it may be a password', async () => {
    await start();
    const olga = await plane.browser('olga', 'right');
    await plane.browser('ada', 'right');
    await attempt('ada');
    for (let n = 0; n < 9; n++) await attempt('my-secret-password');
    const { items } = await olga.call<Page<AuditEntry>>('GET', '/api/audit?action=session.refused');
    expect(items.map(({ actor, from, details }) => [actor, from, details.code])).toEqual([
      ['somebody unknown', '127.0.0.1', 'too-many-attempts'],
      ...Array.from({ length: 4 }, () => ['somebody unknown', '127.0.0.1', 'credentials-rejected']),
      ['ada', '127.0.0.1', 'credentials-rejected'],
    ]);
    expect(JSON.stringify(items)).not.toContain('my-secret-password');
  });
});

/** Of an answer, what must not tell one name from another. */
function withoutTimeAndId(text: string): string {
  const { error } = JSON.parse(text) as { error: WireError };
  return JSON.stringify({ ...error, requestId: undefined }).replace(/\d{3,4}/, 'seconds');
}
