import { type ErrorBody } from '@sdp/protocol';
import { addressOf, ROUTE_RULES, type RouteRule } from './access/route-rules.js';
import { type Route, routesOf } from './access/routes-of.js';
import { type Caller, CALLERS, type Things, World } from './access/world.js';

const callers = Object.keys(CALLERS) as Caller[];
const READING = new Set(['GET', 'HEAD']);

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

  beforeAll(async () => {
    world = await World.create();
    things = await world.things();
  });
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

  /** What was changed by one is not there any more as the next one needs it. */
  const forTheNext = async (key: string): Promise<Things> => {
    const { method, path } = routeOf(key);
    if (READING.has(method)) return things;
    const isMadeAnew = !path.includes(':') || path.endsWith('/clone');
    return isMadeAnew ? world.withFreeNames(things) : world.freshThings(things);
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

  describe.each(Object.keys(ROUTE_RULES))('%s', (key) => {
    const rule = ROUTE_RULES[key]!;

    it.each(callers)('for %s', async (caller) => {
      const { status, text } = await call(caller, key);
      if (!rule.callers.includes(caller)) {
        expect([status, text]).toEqual([refusalFor(caller, rule), expect.any(String)]);
        return;
      }
      const isOpen = status < 300 || NOT_NOW.includes(status);
      expect(isOpen ? 'open' : `${status} ${text}`).toBe('open');
      if (status < 300) things = await forTheNext(key);
    });
  });
});
