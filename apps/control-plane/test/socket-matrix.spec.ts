import {
  BROWSERS_NAMESPACE,
  type BrowserToControl,
  PROTOCOL_VERSION,
  SOCKET_PATH,
  type Topic,
} from '@sdp/protocol';
import { io } from 'socket.io-client';
import { AgentsGateway } from '../src/agent-socket/agents.gateway.js';
import { BrowsersGateway } from '../src/browser-socket/browsers.gateway.js';
import { type Caller, CALLERS, type Things, World } from './access/world.js';
import { ORIGIN, TOKENS } from './control-plane.js';
import { FakeAgent } from './fake-agent.js';
import { type BrowserSocket } from './fake-browser.js';

type Event = keyof BrowserToControl;

const callers = Object.keys(CALLERS) as Caller[];
const people = callers.filter((caller) => CALLERS[caller] !== null);
const ID = '00000000-0000-4000-8000-000000000000';

/** Every event that browsers may send, and what with. Everybody who is signed in may send all of them. */
const EVENTS: Readonly<Record<Event, (things: Things) => object>> = {
  watch: () => ({ topic: 'agents' }),
  unwatch: () => ({ topic: 'agents' }),
  'log:open': ({ deploymentId }) => ({ deploymentId, offset: 0 }),
  'log:close': ({ deploymentId }) => ({ deploymentId }),
  'runtime:open': ({ sandboxId }) => ({
    sandboxId,
    service: 'orders',
    tail: 1,
    since: '2026-11-23T13:00:00Z',
  }),
  'runtime:close': () => ({ streamId: ID }),
};

/** What can be watched, and who may. */
const TOPICS: readonly [topic: Topic, whoMay: readonly Caller[]][] = [
  ...(['sandboxes', 'agents', 'queue', 'environments', 'templates', 'repositories', 'webhooks'] as const).map(
    (topic): [Topic, readonly Caller[]] => [topic, people],
  ),
  ...(['sandbox', 'stats', 'deployment', 'group'] as const).map((kind): [Topic, readonly Caller[]] => [
    `${kind}:${ID}`,
    people,
  ]),
  ['users', ['ops']],
  ['audit', ['ops']],
];

/** The events that a gateway listens to, as its decorators say. */
function eventsOf(gateway: { prototype: object }): string[] {
  const { prototype } = gateway;
  return Object.getOwnPropertyNames(prototype)
    .map(
      (name) => Reflect.getMetadata('message', Reflect.get(prototype, name) as object) as string | undefined,
    )
    .filter((event) => event !== undefined);
}

describe('Who may send what over a socket', () => {
  let world: World;
  let things: Things;
  const sockets = new Map<Caller, BrowserSocket>();

  beforeAll(async () => {
    world = await World.create();
    things = await world.things();
    for (const caller of people) sockets.set(caller, await world.browser(caller).connect());
  }, 120_000);
  afterAll(() => world?.plane.destroy());

  it('is written down for every event there is, and for no other', () => {
    expect(eventsOf(BrowsersGateway).sort()).toEqual(Object.keys(EVENTS).sort());
  });

  it.each(['anonymous', 'agent'] as const)('is nothing for %s, who gets no connection', async (caller) => {
    await expect(world.browser(caller).connect()).rejects.toThrow('not signed in');
  });

  it('is nothing for an agent that brings its token to where browsers are', async () => {
    const socket = io(`${world.plane.url}${BROWSERS_NAMESPACE}`, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      auth: { token: TOKENS['micro-1'], protocol: PROTOCOL_VERSION },
      extraHeaders: { origin: ORIGIN },
      reconnection: false,
      forceNew: true,
    });
    const refusal = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    socket.disconnect();
    expect(refusal.message).toContain('not signed in');
  });

  it.each(people)('is nothing of what agents say for %s, who gets no connection there', async (caller) => {
    const { cookie } = world.browser(caller);
    const agent = new FakeAgent(world.plane.url, {
      name: 'micro-1',
      token: cookie.replace('sdp_session=', ''),
    });
    await expect(agent.connect()).rejects.toThrow('not known');
    agent.close();
    const events = eventsOf(AgentsGateway);
    expect(events).toContain('agent:hello');
    for (const event of events)
      await expect(sockets.get(caller)!.socket.timeout(50).emitWithAck(event, {})).rejects.toThrow(
        'timed out',
      );
  });

  describe.each(Object.keys(EVENTS) as Event[])('%s', (event) => {
    it.each(people)('is open to %s', async (caller) => {
      expect(await sockets.get(caller)!.tryAsk(event, EVENTS[event](things))).toMatchObject({ ok: true });
    });
  });

  describe.each(TOPICS)('the topic %s', (topic, whoMay) => {
    it.each(people)('for %s', async (caller) => {
      const answer = await sockets.get(caller)!.tryAsk('watch', { topic });
      expect(answer).toMatchObject(
        whoMay.includes(caller) ? { ok: true } : { ok: false, error: { code: 'forbidden' } },
      );
    });
  });
});
