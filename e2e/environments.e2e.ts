import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EnvironmentView,
  type InstanceOutputView,
  type ResolvedVariableView,
  type SandboxView,
} from '@sdp/protocol';
import { type ApiClient } from './support/api-client.js';
import { BrowserSocket } from './support/browser-socket.js';
import { Platform } from './support/platform.js';
import { until } from './support/until.js';

/** Long and odd, so that nothing else on the machine looks like it. */
const SECRET = 'Zq7canaryVariable5kX';

describe('an environment with a secret', () => {
  let platform: Platform;
  let ops: ApiClient;
  let environment: EnvironmentView;
  let sandbox: SandboxView;

  beforeAll(async () => {
    platform = await Platform.start({ repositories: ['orders', 'api-gateway'] });
    ops = await platform.newClient('ops');
    environment = await platform.api.post('/environments', {
      name: 'shop',
      variables: [
        { name: 'orders_url', value: 'http://baseline.test/orders' },
        { name: 'API_KEY', value: SECRET, isSecret: true },
        { name: 'CURRENCY', value: 'EUR' },
      ],
    });
    sandbox = await platform.api.createSandbox({
      name: 'secretive',
      environmentId: environment.id,
      variables: { CURRENCY: 'CHF' },
    });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
      variables: { CURRENCY: 'SEK' },
    });
  });

  afterAll(() => platform?.stop(), 60_000);

  it('gives it to the container, and shows for each variable where it comes from', async () => {
    await platform.api.deployWell(sandbox.id, 'orders');
    const [container] = await platform.containers({ 'sdp.sandbox': sandbox.id });
    const { Config } = await platform.docker.getContainer(container!.Id).inspect();
    expect(Config.Env).toEqual(expect.arrayContaining([`API_KEY=${SECRET}`, 'CURRENCY=SEK']));

    const variables = await platform.api.get<ResolvedVariableView[]>(
      `/sandboxes/${sandbox.id}/services/orders/variables`,
    );
    const byName = new Map(variables.map((variable) => [variable.name, variable]));
    expect(byName.get('CURRENCY')).toEqual({
      name: 'CURRENCY',
      value: 'SEK',
      isSecret: false,
      layer: 'instance',
      hides: [
        { layer: 'sandbox', value: 'CHF', isSecret: false },
        { layer: 'environment', value: 'EUR', isSecret: false },
      ],
    });
    expect(byName.get('API_KEY')).toMatchObject({ value: null, isSecret: true, layer: 'environment' });
    expect(byName.get('orders_url')).toMatchObject({ layer: 'routes' });
  });

  it('masks it in the log of a build that prints it', async () => {
    await platform.repository('orders').branch('leaky', 'main');
    await platform.repository('orders').commit('leaky', {
      subject: 'Leak',
      edits: { 'main.go': (text) => `${text}\nvar leak = ${SECRET}\n` },
    });
    const failed = await platform.api.deploy(sandbox.id, 'orders', { branch: 'leaky' });
    const log = await platform.api.log(failed.id);
    expect(failed.error?.code).toBe('build-failed');
    expect(log).toMatch(/undefined: \*\*\*/);
    expect(log + JSON.stringify(failed)).not.toContain(SECRET);
  });

  it('masks it in what a container prints', async () => {
    await platform.repository('orders').branch('chatty', 'main');
    await platform.repository('orders').commit('chatty', {
      subject: 'Chat',
      edits: {
        'main.go': (text) =>
          text.replace('func main() {', 'func main() {\n\tprintln("the key is " + os.Getenv("API_KEY"))'),
      },
    });
    await platform.api.deployWell(sandbox.id, 'orders', { branch: 'chatty' });
    const path = `/sandboxes/${sandbox.id}/services/orders/output?tail=50`;
    const { lines } = await until('it has printed', 10_000, async () => {
      const output = await platform.api.get<InstanceOutputView>(path);
      return output.lines.length > 0 && output;
    });
    const text = lines.map((line) => line.text).join('\n');
    expect(text).toContain('the key is ***');
    expect(text).not.toContain(SECRET);
  });

  it('is known in the clear to nothing that is on disk', async () => {
    await platform.api.request('PATCH', `/environments/${environment.id}/variables`, {
      set: [{ name: 'CURRENCY', value: 'USD' }],
    });
    await platform.api.post(`/environments/${environment.id}/versions/1/restore`);
    expect(await filesWith(platform.root, SECRET, ['git', 'releases', 'repos', 'cache'])).toEqual([]);
  });

  it('tells others of a change as it happens', async () => {
    const browser = await BrowserSocket.connect(ops);
    await browser.request('watch', { topic: 'environments' });
    await platform.api.request('PATCH', `/environments/${environment.id}`, { description: 'Told' });
    await until('the other browser hears of it', 10_000, async () =>
      browser.updates.some((update) => update.kind === 'environment-changed' && update.id === environment.id),
    );
    browser.close();
  });

  it('cannot be deleted while a sandbox uses it', async () => {
    await expect(ops.request('DELETE', `/environments/${environment.id}`)).rejects.toMatchObject({
      status: 409,
      error: { code: 'in-use', message: expect.stringContaining('secretive') },
    });
  });
});

/** Every file below `folder` that holds `text`, but for those folders whose names are left out. */
async function filesWith(folder: string, text: string, leftOut: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !leftOut.includes(entry.name))
      found.push(...(await filesWith(path, text, leftOut)));
    else if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
