import { ControlPlane } from './control-plane.js';
import { aGoodRun, events } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

function deploymentsAreMine({ updates }: FakeBrowser): Set<boolean> {
  return new Set(updates.flatMap((update) => (update.kind === 'deployment' ? [update.value.isMine] : [])));
}

describe('What browsers see live', () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await ControlPlane.start();
  });
  afterEach(() => plane.destroy());

  it('follows a log from an offset to its end, while it grows', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const { id: deploymentId } = await ada.deploy(id, 'orders');
    const frame = await agent.runFrame(deploymentId);
    await agent.log(frame, 0, 'first\n');

    const socket = await ada.connect();
    const log = socket.wholeLog(deploymentId, 3);
    await agent.log(frame, 6, 'zweite Zeile: grün\n');
    // The result overtakes the last line; the end of the log is where the result says.
    const total = Buffer.byteLength('first\nzweite Zeile: grün\nlast\n');
    await agent.report(frame, aGoodRun(total));
    await agent.log(frame, total - 5, 'last\n');

    expect(await log).toBe('st\nzweite Zeile: grün\nlast\n');
  });

  it('tells watchers of every change, whole, and the owner that it is theirs', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser('ada');
    const bob = await plane.browser('bob');
    const [adaSocket, bobSocket] = await Promise.all([ada.connect(), bob.connect()]);
    await adaSocket.ask('watch', { topic: 'sandboxes' });
    await bobSocket.ask('watch', { topic: 'sandboxes' });

    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await adaSocket.ask('watch', { topic: `sandbox:${id}` });
    await bobSocket.ask('watch', { topic: `sandbox:${id}` });
    const { id: deploymentId } = await ada.deploy(id, 'orders');
    const frame = await agent.runFrame(deploymentId);
    await agent.report(frame, events([{ type: 'step-started', step: 'fetch' }]));

    await waitUntil('ada sees it fetching', () =>
      ada.updates.some((update) => update.kind === 'deployment' && update.value.state === 'fetching'),
    );
    const isMine = (browser: typeof ada) =>
      waitUntil('the service in the list', () =>
        browser.updates
          .flatMap((update) =>
            update.kind === 'sandbox' && update.value.services[0]?.deploymentState === 'fetching'
              ? [update.value.isMine]
              : [],
          )
          .at(-1) === undefined
          ? null
          : browser.updates.flatMap((update) =>
              update.kind === 'sandbox' ? [{ isMine: update.value.isMine }] : [],
            ),
      );
    expect(new Set((await isMine(ada)).map((one) => one.isMine))).toEqual(new Set([true]));
    expect(new Set((await isMine(bob)).map((one) => one.isMine))).toEqual(new Set([false]));
    expect(deploymentsAreMine(ada)).toEqual(new Set([true]));
    expect(deploymentsAreMine(bob)).toEqual(new Set([false]));
  });

  it('tells nobody of a deployment that they do not watch', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser();
    const socket = await ada.connect();
    await socket.ask('watch', { topic: 'sandboxes' });
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await agent.runFrame((await ada.deploy(id, 'orders')).id);
    await waitUntil('the list to show it', () =>
      ada.updates.some(
        (update) => update.kind === 'sandbox' && update.value.services[0]?.deploymentState === 'dispatched',
      ),
    );
    expect(ada.updates.some((update) => update.kind === 'deployment')).toBe(false);
  });

  it('relays a container output to its own reader only', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const socket = await ada.connect();
    const lines: unknown[] = [];
    socket.socket.on('runtime:lines', (value: unknown) => lines.push(value));

    const { streamId } = await socket.ask('runtime:open', { sandboxId: id, service: 'orders', tail: 10 });
    expect(agent.framesOf('instance:logs')).toMatchObject([
      { streamId, sandboxId: id, service: 'orders', tail: 10 },
    ]);
    const output = {
      streamId,
      lines: [{ at: '2026-11-23T13:00:00Z', stream: 'out' as const, text: 'hello' }],
    };
    await agent.ask('instance:log', output);
    await waitUntil('the line', () => lines.length === 1);

    const stranger = await plane.agent({ name: 'micro-2' });
    await stranger.ask('instance:log', output);
    await socket.ask('runtime:close', { streamId });
    await waitUntil('the agent to be told', () => agent.framesOf('instance:logs-stop').length === 1);
    expect(lines).toEqual([output]);
  });
});
