import { type AuditEntry, type Page } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { addressOf, ROUTE_RULES } from './access/route-rules.js';
import { type Caller, CALLERS, type Things, World } from './access/world.js';

const READING = new Set(['GET', 'HEAD']);
/** What people may call; what git hosts tell is in the deliveries, and what follows from it is looked at elsewhere. */
const changing = Object.keys(ROUTE_RULES).filter(
  (key) => !READING.has(key.split(' ')[0]!) && ROUTE_RULES[key]!.callers.length > 0,
);

/** They answer, and change nothing. */
const MERE_QUESTIONS = [
  'POST /api/templates/validate',
  'POST /api/sandboxes/:id/routes/probe',
  'POST /api/environments/:id/import/preview',
];

describe('What is changed', () => {
  let world: World;
  let things: Things;
  /** Somebody changed them. */
  let isWorn = false;

  beforeAll(async () => {
    world = await World.create();
    things = await world.things();
  }, 120_000);
  afterAll(() => world?.plane.destroy());

  const newest = async (pageSize = 20) =>
    (await world.browser('ops').call<Page<AuditEntry>>('GET', `/api/audit?pageSize=${pageSize}`)).items;

  /** Calls the route, and answers what the trail has of people since. */
  const change = async (key: string, caller: Caller) => {
    const rule = ROUTE_RULES[key]!;
    const [method = '', path = ''] = key.split(' ');
    const browser = rule.endsSession ? await world.plane.browser(CALLERS[caller]!) : world.browser(caller);
    await rule.prepare?.(world, things);
    const before = (await newest(1))[0]!.number;
    const answer = await browser.send(method, addressOf({ method, path }, rule, things), rule.body?.(things));
    const entries = (await newest()).filter(({ number, from }) => number > before && from !== null);
    return { problem: answer.status < 300 ? null : answer.text, entries };
  };

  /** With things that nobody used before, when those of the routes before do not do any more. */
  const changeForSure = async (key: string, caller: Caller) => {
    if (isWorn && !ROUTE_RULES[key]!.prepare) {
      const { problem, entries } = await change(key, caller);
      if (problem === null && entries.length > 0) return { problem, entries };
    }
    if (isWorn) things = await world.freshThings(things);
    isWorn = true;
    return change(key, caller);
  };

  it.each(changing)('by %s is in the audit trail', async (key) => {
    const rule = ROUTE_RULES[key]!;
    const [, path = ''] = key.split(' ');
    const caller: Caller = rule.callers.includes('owner') ? 'owner' : 'ops';
    things = world.withFreeNames(things);
    const { problem, entries } = await changeForSure(key, caller);
    expect(problem).toBeNull();
    if (MERE_QUESTIONS.includes(key)) return expect(entries).toEqual([]);

    expect(entries.map(({ action }) => action)).not.toContain('request.done');
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: key === 'POST /api/session' ? 'peter' : CALLERS[caller],
        from: '127.0.0.1',
        action: expect.stringMatching(/^[a-z-]+\.[a-z-]+$/),
        summary: expect.stringMatching(/^\w/),
      }),
    );
    if (path.startsWith('/api/sandboxes/:id') && !path.endsWith('/clone'))
      expect(entries.map(({ sandboxId }) => sandboxId)).toContain(rule.id?.(things) ?? things.sandboxId);
  });

  it('is told without any secret that was sent along, as is everything else in the database', async () => {
    const dataSource = world.plane.app.get(DataSource);
    const tables = await dataSource.query<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'table'`,
    );
    for (const { name } of tables) {
      const rows = await dataSource.query(`SELECT * FROM "${name}"`);
      expect([name, JSON.stringify(rows).match(/canary|analytical engine/g)]).toEqual([name, null]);
    }
    const { text } = await world.browser('ops').send('GET', '/api/audit/export');
    expect(text.split('\n').length).toBeGreaterThan(changing.length);
  });
});
