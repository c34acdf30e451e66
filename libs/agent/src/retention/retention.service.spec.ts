import { type INestApplicationContext } from '@nestjs/common';
import { type Activity, DEFAULT_RETENTION, type Store, Storekeeper, type StoredItem } from '@sdp/deployer';
import { FakeControlPlane } from '../testing/fake-control-plane.js';
import { ScriptedHost, whenAborted } from '../testing/scripted-host.js';
import { aDeployment, newDataDir, removeDataDir, SANDBOX, startAgent } from '../testing/test-agent.js';
import { until } from '../testing/until.js';
import { HostActivity } from './host-activity.js';
import { RetentionService } from './retention.service.js';

const MIB = 1024 * 1024;

/** Releases that are beyond the count: they go at once. */
class ScriptedStore implements Store {
  readonly kind = 'release';
  failure: Error | null = null;

  constructor(readonly names: string[]) {}

  async survey(): Promise<StoredItem[]> {
    return this.names.map((name) => ({
      kind: 'release',
      id: name,
      name,
      bytes: MIB,
      usedAt: 0,
      isKept: name === 'kept',
      device: null,
    }));
  }

  async remove({ id }: StoredItem): Promise<number | null> {
    if (id === 'broken') throw new Error('it is stuck');
    this.names.splice(this.names.indexOf(id), 1);
    return MIB;
  }
}

describe('retention on an agent', () => {
  let dataDir: string;
  let control: FakeControlPlane;
  let host: ScriptedHost;
  let store: ScriptedStore;
  let agent: INestApplicationContext;

  beforeEach(async () => {
    dataDir = await newDataDir();
    control = await new FakeControlPlane().listen();
    host = new ScriptedHost();
    store = new ScriptedStore(['kept', 'old', 'older']);
    host.storekeeper = new Storekeeper({
      rules: DEFAULT_RETENTION,
      folders: [dataDir],
      stores: [store],
      emptyTrash: async () => undefined,
    });
  });

  afterEach(async () => {
    await agent.close();
    await control.close();
    await removeDataDir(dataDir);
  });

  const start = async (settings: Record<string, string> = {}) => {
    agent = await startAgent(host, { dataDir, url: control.url, token: control.token, settings });
    await until(() => control.heartbeats.length > 0, 'a heartbeat');
    return agent.get(RetentionService);
  };

  it('says what would go, then removes it and says what went', async () => {
    const retention = await start();
    await retention.look();
    expect(control.storage.at(-1)).toMatchObject({
      stored: { release: { items: 3, bytes: 3 * MIB } },
      removable: { release: { items: 2, bytes: 2 * MIB } },
      next: [
        { name: 'old', reason: 'count' },
        { name: 'older', reason: 'count' },
      ],
      isClockTrusted: false,
      lastRun: null,
      nextAt: expect.any(String),
      rules: { releases: 3, days: { release: null, cache: 14 }, everyMinutes: 60 },
    });
    await retention.run();
    expect(store.names).toEqual(['kept']);
    expect(control.storage.at(-1)).toMatchObject({
      stored: { release: { items: 1 } },
      removable: { release: { items: 0 } },
      lastRun: { removed: { release: { items: 2, bytes: 2 * MIB } }, problem: null },
      removedSince: { release: { items: 2, bytes: 2 * MIB } },
    });
    await retention.look();
    expect(control.storage.at(-1)).toMatchObject({ removedSince: { release: { items: 0 } } });
  });

  it('goes on with the rest when one thing cannot be removed, and says so', async () => {
    store.names.unshift('broken');
    const retention = await start();
    await retention.run();
    expect(store.names).toEqual(['broken', 'kept']);
    expect(control.storage.at(-1)?.lastRun?.problem).toBe('broken: it is stuck');
  });

  it('counts what went while the control plane was away once it is back', async () => {
    const retention = await start();
    await control.close();
    await retention.run();
    expect(store.names).toEqual(['kept']);
    const heartbeats = control.heartbeats.length;
    await control.listen();
    await until(() => control.heartbeats.length > heartbeats, 'the agent is back');
    await retention.look();
    expect(control.storage.at(-1)).toMatchObject({ removedSince: { release: { items: 2 } } });
  });

  it('only says what would go where that is wished', async () => {
    const retention = await start({ SDP_RETENTION_MINUTES: '0' });
    await retention.look();
    expect(control.storage.at(-1)).toMatchObject({ nextAt: null, rules: { everyMinutes: null } });
    expect(store.names).toHaveLength(3);
  });

  describe('knows what is in use', () => {
    let activity: Activity;

    it('by the deployments that are under way', async () => {
      await start();
      activity = agent.get(HostActivity);
      host.script = (_, { signal }) => whenAborted(signal);
      const frame = aDeployment();
      await control.send('deployment:run', frame);
      await until(() => host.calls.includes('deploy orders'), 'the deployment begins');
      expect([...activity.repositories()]).toEqual(['orders']);
      expect([...activity.deployments()]).toEqual([frame.deploymentId]);
      const work = jest.fn();
      expect(await activity.whileStill({ sandboxId: SANDBOX, service: 'orders' }, work)).toBe(false);
      expect(await activity.whileStill({ sandboxId: SANDBOX, service: 'catalog' }, work)).toBe(true);
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('and keeps an instance still while it works', async () => {
      await start();
      activity = agent.get(HostActivity);
      let finish = (): void => undefined;
      const working = activity.whileStill(
        { sandboxId: SANDBOX, service: 'orders' },
        () => new Promise<void>((resolve) => (finish = resolve)),
      );
      await control.send('deployment:run', aDeployment());
      expect(host.calls).not.toContain('deploy orders');
      finish();
      await working;
      await until(() => host.calls.includes('deploy orders'), 'the deployment begins');
    });
  });
});
