import { type ErrorBody } from '@sdp/protocol';
import { RENEWALS } from './access/renewals.js';
import { addressOf, ROUTE_RULES, type RouteRule } from './access/route-rules.js';
import { type Route, routesOf } from './access/routes-of.js';
import { covers, programOf, TOKEN_CALLERS, type TokenCaller } from './access/token-callers.js';
import { scopeOf } from './access/token-scopes.js';
import { type FakeBrowser } from './fake-browser.js';
import { type Caller, CALLERS, type Things, World } from './access/world.js';

const callers = Object.keys(CALLERS) as Caller[];
const READING = new Set(['GET', 'HEAD']);

/** The thing, or the right to it; a hold, an override or an agent's token is none of the things. */
const TAKES_AWAY = /^DELETE .*:(id|name|ruleId)$|\/shares$/;

/** Allowed, but not now: something else is under way, or there is nothing to do it to. */
const NOT_NOW = [409, 424];

function routeOf(key: string): Route {
  const [method = '', path = ''] = key.split(' ');
  return { method, path };
}

function refusalFor(caller: Caller, { refusal, others }: RouteRule): number {
  if (caller === 'anonymous' || caller === 'agent') return 401;
  return others?.[caller] ?? refusal;
}

describe('Who may call what', () => {
  let world: World;
  let things: Things;
  /** Somebody changed them. */
  let isWorn = false;
  /** Nobody looked since whether all of them are still there. */
  let isUnseen = false;
  let tokens = 0;

  beforeAll(async () => {
    world = await World.create();
    things = await world.things();
  }, 120_000);
  afterAll(() => world?.plane.destroy());

  const call = async (caller: Caller, key: string) => {
    const rule = ROUTE_RULES[key]!;
    const route = routeOf(key);
    const username = CALLERS[caller];
    const browser =
      rule.endsSession && username ? await world.plane.browser(username) : world.browser(caller);
    const token: Record<string, string> =
      caller === 'agent' ? { authorization: `Bearer ${browser.cookie}` } : {};
    return browser.send<ErrorBody>(route.method, addressOf(route, rule, things), rule.body?.(things), token);
  };

  const programs = new Map<TokenCaller, FakeBrowser>();
  const callWithToken = async (caller: TokenCaller, key: string) => {
    const rule = ROUTE_RULES[key]!;
    if (!programs.has(caller) || rule.endsSession)
      programs.set(caller, await programOf(world, caller, `${caller} ${++tokens}`));
    const route = routeOf(key);
    const answer = await programs
      .get(caller)!
      .send<ErrorBody>(route.method, addressOf(route, rule, things), rule.body?.(things));
    if (rule.endsSession) programs.delete(caller);
    return answer;
  };

  /** What one caller changed the next one may still be asked for: only what went has to be made anew at once. */
  const forTheNext = async (key: string): Promise<void> => {
    const { method, path } = routeOf(key);
    if (READING.has(method)) return;
    things = world.withFreeNames(things);
    if (path.includes(':')) isWorn = isUnseen = true;
    if (TAKES_AWAY.test(key)) await (RENEWALS[key] ? withRenewed(key) : withFreshThings());
  };
  const withFreshThings = async (): Promise<void> => {
    things = await world.freshThings(things);
    isWorn = isUnseen = false;
  };
  /** Only what this route uses up. */
  const withRenewed = async (key: string): Promise<void> => {
    things = world.withFreeNames(things);
    things = { ...things, ...(await RENEWALS[key]?.(world, things)) };
  };

  /** Somebody who may: with things that nobody used before, when those of the callers before do not do any more. */
  const expectOpen = async (key: string, send: () => Promise<{ status: number; text: string }>) => {
    let answer = await send();
    for (const renew of [...(RENEWALS[key] ? [withRenewed] : []), withFreshThings]) {
      if (answer.status < 300 || !isWorn) break;
      await renew(key);
      answer = await send();
    }
    const isOpen = answer.status < 300 || NOT_NOW.includes(answer.status);
    expect(isOpen ? 'open' : `${answer.status} ${answer.text}`).toBe('open');
    if (answer.status < 300) await forTheNext(key);
  };

  it('is written down for every route there is, and for no other', () => {
    const served = routesOf(world.plane).map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(ROUTE_RULES).sort()).toEqual(served.sort());
  });

  it.each(Object.keys(ROUTE_RULES).filter((key) => ROUTE_RULES[key]!.body))(
    'is not said in the body: %s takes no field that nobody knows',
    async (key) => {
      const rule = ROUTE_RULES[key]!;
      const { method, path } = routeOf(key);
      const address = addressOf({ method, path }, rule, things);
      for (const field of ['owner', 'actor', 'requestedBy', 'isAdmin', '__proto__']) {
        const body = JSON.stringify(rule.body?.(things))
          .replace(/^\{/, `{"${field}":"ops",`)
          .replace(',}', '}');
        const { status, text } = await world.browser('ops').send<ErrorBody>(method, address, body);
        expect([status, text]).toEqual([400, expect.stringContaining(field)]);
      }
    },
  );

  it('says of every route whether tokens may', () => {
    const undecided = Object.keys(ROUTE_RULES).filter(
      (key) => scopeOf(key) === null && !/^[A-Z]+ \/api\/(tokens|sessions)/.test(key),
    );
    expect(undecided).toEqual([]);
  });

  describe.each(Object.keys(ROUTE_RULES))('%s', (key) => {
    const rule = ROUTE_RULES[key]!;

    // A refusal says something only about what is there.
    beforeAll(async () => {
      if (isUnseen && (await world.missingOf(things)).length > 0) await withFreshThings();
      isUnseen = false;
    });

    it.each(callers)('for %s', async (caller) => {
      if (rule.callers.includes(caller)) return expectOpen(key, () => call(caller, key));
      const { status, text } = await call(caller, key);
      // So many bad tokens from one address are counted.
      const told = caller === 'agent' && status === 429 ? 401 : status;
      expect([told, text]).toEqual([refusalFor(caller, rule), expect.any(String)]);
    });

    it.each(Object.keys(TOKEN_CALLERS) as TokenCaller[])('for %s', async (caller) => {
      const refusal = refusalForToken(caller, key);
      if (refusal === null) return expectOpen(key, () => callWithToken(caller, key));
      const { status, text } = await callWithToken(caller, key);
      expect([status, text]).toEqual([refusal, expect.any(String)]);
    });
  });
});

/** A token needs the route's scope first; then it may what its person may, with it. */
function refusalForToken(caller: TokenCaller, key: string): number | null {
  const [rule, scope] = [ROUTE_RULES[key]!, scopeOf(key)];
  if (rule.callers.includes('anonymous')) return null;
  // Where nobody comes in without a signature, no token is looked at.
  if (rule.callers.length === 0) return 401;
  const { scopes, actsAs } = TOKEN_CALLERS[caller];
  if (scope === null || !covers(scopes, scope)) return 403;
  return rule.callers.includes(actsAs) ? null : refusalFor(actsAs, rule);
}
