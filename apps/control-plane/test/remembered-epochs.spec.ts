import { type SandboxView } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { aGoodRun, type FakeAgent, type FakeAgentOptions, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

/** What an agent remembers in these tests: more than the database says, which is of an older backup. */
const REMEMBERED = 13;

/** As agents do it: an order below the highest epoch that they know is refused, as is another one with that epoch. */
class RememberedEpochs {
  private readonly highest = new Map<string, number>();

  readonly answers: FakeAgentOptions['answers'] = {
    'deployment:run': ({ service, epoch }) => this.judge(service, epoch, epoch > this.of(service)),
    'instance:stop': (frame) => this.command(frame),
    'instance:start': (frame) => this.command(frame),
    'instance:restart': (frame) => this.command(frame),
    'instance:remove': (frame) => this.command(frame),
  };

  remember(service: string, epoch: number): void {
    this.highest.set(service, epoch);
  }

  of(service: string): number {
    return this.highest.get(service) ?? 0;
  }

  private command({ service, epoch }: { service: string; epoch: number }) {
    return this.judge(service, epoch, epoch >= this.of(service));
  }

  private judge(service: string, epoch: number, isTaken: boolean) {
    if (!isTaken) return refuseAsOld(this.of(service));
    this.remember(service, epoch);
    return null;
  }
}

const refuseAsOld = (highest: number) =>
  refuse({
    code: 'stale-epoch',
    message: 'The agent refused an old command.',
    blame: 'platform',
    retryable: false,
    details: { epoch: 1, highest },
  });

describe('An agent that remembers more than a restored backup', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let epochs: RememberedEpochs;
  let id: string;

  const view = () => ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);
  const path = (more: string) => `/api/sandboxes/${id}/services/${more}`;
  const isGone = () =>
    waitUntil(
      'the sandbox to be gone',
      async () => (await ada.send('GET', `/api/sandboxes/${id}`)).status === 404,
    );

  beforeEach(async () => {
    epochs = new RememberedEpochs();
    plane = await ControlPlane.start({ config: { leaseMs: 3_600_000 } });
    agent = await plane.agent({ answers: epochs.answers });
    ada = await plane.browser();
    ({ id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' }));
    for (const service of ['orders', 'catalog']) await deployed(agent, ada, id, service);
    for (const service of ['orders', 'catalog']) epochs.remember(service, REMEMBERED);
  });
  afterEach(() => plane.destroy());

  it('takes the next deployment, with a number above what it remembers', async () => {
    for (const service of ['orders', 'catalog']) {
      const { id: deploymentId } = await ada.deploy(id, service);
      const { epoch } = await waitUntil('the frame that is taken', () =>
        agent
          .framesOf('deployment:run')
          .find((frame) => frame.deploymentId === deploymentId && frame.epoch > REMEMBERED),
      );
      await agent.report({ deploymentId, epoch }, aGoodRun());
      expect(await ada.deploymentIn(deploymentId, 'succeeded', 'failed')).toMatchObject({
        state: 'succeeded',
        epoch,
      });
    }
  });

  it('stops, starts and restarts its services', async () => {
    for (const command of ['stop', 'start', 'restart'] as const) {
      await ada.call('POST', path(`orders/${command}`));
      expect(agent.framesOf(`instance:${command}`).at(-1)!.epoch).toBe(epochs.of('orders'));
    }
    expect(epochs.of('orders')).toBeGreaterThan(REMEMBERED);
  });

  it('stops and starts a sandbox as a whole', async () => {
    for (const command of ['stop', 'start'] as const) {
      await ada.call('POST', `/api/sandboxes/${id}/${command}`);
      for (const service of ['orders', 'catalog'])
        await waitUntil(`${service} to hear of it`, () =>
          agent
            .framesOf(`instance:${command}`)
            .find((frame) => frame.service === service && frame.epoch > REMEMBERED),
        );
    }
  });

  it('removes its services, and the sandbox goes', async () => {
    await ada.call('DELETE', path('orders'));
    await waitUntil('the service to be gone', async () => (await view()).services.length === 1);
    await ada.call('DELETE', `/api/sandboxes/${id}`);
    await isGone();
    expect(Math.min(epochs.of('orders'), epochs.of('catalog'))).toBeGreaterThan(REMEMBERED);
  });

  it('is told the truth with numbers above those that it introduces itself with, whatever its version', async () => {
    await ada.call('POST', path('catalog/stop'));
    const { epoch: stopped } = agent.framesOf('instance:stop').at(-1)!;
    agent.close();
    const seen = { sandboxId: id, deploymentId: id, state: 'running' as const, releases: [] };
    const [orders, catalog] = [REMEMBERED, stopped + 7];
    agent = await plane.agent({
      answers: epochs.answers,
      hello: {
        instances: [
          // As an agent of the version before says it, and one of this version.
          { ...seen, service: 'orders', epoch: orders },
          { ...seen, service: 'catalog', epoch: 2, lastEpoch: catalog },
        ],
      },
    });
    const told = new Map(agent.framesOf('reconcile')[0]!.instances.map((one) => [one.service, one]));
    expect(told.get('orders')!.epoch).toBeGreaterThan(orders);
    expect(told.get('catalog')).toMatchObject({ desired: 'stopped' });
    expect(told.get('catalog')!.epoch).toBeGreaterThan(catalog);
  });

  it('still refuses an order that a newer one of ours has overtaken', async () => {
    agent.answers['instance:stop'] = async () => refuseAsOld((await ada.deploy(id, 'orders')).epoch);
    const { status, body } = await ada.send('POST', path('orders/stop'));
    expect([status, body.error.code]).toEqual([409, 'stale-epoch']);
    expect(agent.framesOf('instance:stop')).toHaveLength(1);
  });

  it('is not believed when it uses the numbers up', async () => {
    agent.answers['instance:stop'] = () => refuseAsOld(Number.MAX_SAFE_INTEGER);
    expect((await ada.send('POST', path('orders/stop'))).status).toBe(409);
    expect((await ada.deploy(id, 'orders')).epoch).toBeLessThan(2 * REMEMBERED);
  });

  it('is asked twice at most when it refuses whatever comes', async () => {
    agent.answers['deployment:run'] = ({ epoch }) => refuseAsOld(epoch + 1);
    const { id: deploymentId } = await ada.deploy(id, 'orders');
    const { error } = await ada.deploymentIn(deploymentId, 'failed');
    expect(error).toMatchObject({ code: 'stale-epoch' });
    const frames = agent.framesOf('deployment:run').filter((frame) => frame.deploymentId === deploymentId);
    expect(frames).toHaveLength(2);
  });
});
