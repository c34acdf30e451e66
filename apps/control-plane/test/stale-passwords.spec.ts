import { type AuditEntry, type GitCredentials, type Page } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { A_COMMIT, events, type FakeAgent, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const OLD = 'the password of yesterday';
const NEW = 'the password of today';
const REFUSED = { code: 'credentials-rejected' as const, message: 'The git server refused them.' };
const BRANCHES = '/api/repositories/orders/branches';

describe('A session whose password was changed at the git server', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  /** What the git server takes of ada. */
  let password: string;
  /** Passwords in the order in which the git server refused them. */
  let refused: string[];

  beforeEach(async () => {
    [password, refused] = [OLD, []];
    plane = await ControlPlane.start({ config: { leaseMs: 3_600_000 } });
    const judge =
      <T>(answer: T) =>
      ({ credentials }: { credentials?: GitCredentials }) => {
        if (credentials?.username !== 'ada' || credentials.password === password) return answer;
        refused.push(credentials.password);
        return refuse(REFUSED);
      };
    agent = await plane.agent({
      hello: { capacity: 1 },
      answers: {
        'credentials:probe': judge(null),
        'branches:list': judge([{ name: 'main', commit: A_COMMIT }]),
      },
    });
    ada = await plane.browser('ada', OLD);
  });
  afterEach(() => plane.destroy());

  it('is over with the first refusal, however much is asked at once, as are the others with that password', async () => {
    const sameElsewhere = await plane.browser('ada', OLD);
    password = NEW;
    const answers = await Promise.all(Array.from({ length: 30 }, () => ada.send('GET', BRANCHES)));
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    expect(refused.length).toBeLessThanOrEqual(3);

    const before = refused.length;
    for (const browser of [ada, sameElsewhere])
      expect((await browser.send('GET', '/api/session')).status).toBe(401);
    expect(refused).toHaveLength(before);
    const olga = await plane.browser('olga');
    const { items } = await olga.call<Page<AuditEntry>>('GET', '/api/audit?action=session.ended');
    expect(items.map(({ actor, subject }) => [actor, subject])).toEqual([['sdp', 'ada']]);
    expect(JSON.stringify(items)).not.toContain(OLD);
  });

  it('counts among the few refusals that an account is let have', async () => {
    password = NEW;
    await ada.send('GET', BRANCHES);
    const attempt = () =>
      plane.visitor().send('POST', '/api/session', { username: 'ada', password: 'guess' });
    for (let n = 0; n < 3; n++) expect((await attempt()).status).toBe(401);
    expect((await attempt()).status).toBe(429);
    expect(refused).toHaveLength(4);
  });

  it('lives on when the git server only keeps one repository from its person', async () => {
    const error = { ...REFUSED, details: { status: 403 } };
    agent.answers['branches:list'] = () => refuse(error);
    expect((await ada.send('GET', BRANCHES)).status).toBe(401);
    expect((await ada.send('GET', '/api/session')).status).toBe(200);
  });

  it('holds back what else waits to be deployed with it, until its person is back', async () => {
    const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
    const [first, second] = [await ada.deploy(id, 'orders'), await ada.deploy(id, 'catalog')];
    password = NEW;
    const result = { outcome: 'failed' as const, durationMs: 5, logBytes: 0, error: REFUSED };
    await agent.report(await agent.runFrame(first.id), events([{ type: 'finished', result }]));

    const olga = await plane.browser('olga');
    await waitUntil('the second to wait for its person', async () =>
      JSON.stringify(await olga.call('GET', '/api/queue')).includes('credentials of ada: sign in again'),
    );
    expect(agent.framesOf('deployment:run')).toHaveLength(1);
    await plane.browser('ada', NEW);
    expect((await agent.runFrame(second.id)).credentials?.password).toBe(NEW);
  });

  it('may be used again with the same password once somebody has proven it', async () => {
    password = NEW;
    await ada.send('GET', BRANCHES);
    password = OLD;
    const again = await plane.browser('ada', OLD);
    expect((await again.send('GET', BRANCHES)).status).toBe(200);
  });
});
