import {
  type ClonedSandbox,
  type EnvironmentView,
  type SandboxTemplateView,
  type SandboxView,
  type TemplateView,
} from '@sdp/protocol';
import { type ApiClient, ApiError } from './support/api-client.js';
import { ask } from './support/ask.js';
import { startBaseline } from './support/baseline.js';
import { Platform } from './support/platform.js';
import { createShopEnvironment, untilInSync, waitForGroup } from './support/shop.js';

const YAML = `
description: A branch of orders behind its own gateway
environment: shop
parameters:
  - name: branch
    label: Branch of orders
    default: main
    pattern: "[a-z]+/[a-z-]+|main"
services:
  - name: orders
    repository: orders
    branch: \${branch}
    healthPath: /health
  - name: api-gateway
    repository: api-gateway
    branch: main
    healthPath: /health
    dependsOn: [orders]
overrides:
  payments:
    kind: baseline
ttlHours: 48
`;

describe('a template', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let environment: EnvironmentView;
  let template: TemplateView;
  let qa: ApiClient;
  let clone: SandboxView;

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    platform = await Platform.start({
      repositories: ['orders', 'api-gateway'],
      switch: { baseline: baseline.url },
    });
    const ops = await platform.newClient('ops');
    qa = await platform.newClient('qa');
    await ops.request('PATCH', '/users/qa', { role: 'qa' });
    environment = await createShopEnvironment(platform.api, baseline.url);
  });

  afterAll(async () => {
    await platform?.stop();
    baseline?.close();
  });

  it('is refused with the line of every mistake', async () => {
    const bad = YAML.replace('healthPath: /health', 'helthPath: /health').replace(
      'environment: shop',
      'environment: nowhere',
    );
    const refusal = await platform.api
      .post('/templates/import', { yaml: `name: checkout\n${bad}` })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    const { error } = refusal as ApiError;
    const problems = error.details?.['problems'] as { line: number; message: string }[];
    const lineOf = (text: string) =>
      `name: checkout\n${bad}`.split('\n').findIndex((line) => line.includes(text)) + 1;
    expect(problems.map(({ line }) => line)).toEqual(
      expect.arrayContaining([lineOf('helthPath'), lineOf('nowhere')]),
    );
  });

  it('is imported, and exported as it reads', async () => {
    template = await platform.api.post<TemplateView>('/templates/import', {
      yaml: `name: checkout\n${YAML}`,
    });
    expect(template).toMatchObject({ name: 'checkout', version: 1, services: ['orders', 'api-gateway'] });
    const exported = await (await platform.api.fetch('GET', `/templates/${template.id}/export`)).text();
    const again = await platform.api.post<TemplateView>('/templates/import', {
      yaml: exported.replace('name: checkout', 'name: checkout-copy'),
    });
    expect(again.content).toEqual(template.content);
  });

  it('is cloned by QA with a branch of their own, deployed, and answers through the switch', async () => {
    await expect(
      qa.post(`/templates/${template.id}/clone`, { name: 'qa-bad', parameters: { branch: 'x; rm -rf /' } }),
    ).rejects.toMatchObject({ status: 400 });
    const { sandbox, deployment } = await qa.post<ClonedSandbox>(`/templates/${template.id}/clone`, {
      name: 'qa-checkout',
      parameters: { branch: 'feature/fast-orders' },
      deploy: true,
    });
    clone = sandbox;
    expect((await waitForGroup(qa, deployment!.id)).state).toBe('succeeded');
    await untilInSync(qa, clone.id);
    const answer = await ask(`${platform.switchUrl}/orders/orders`, { 'x-sandbox': 'qa-checkout' });
    expect(answer.json).toMatchObject({ version: 'feature/fast-orders', sandbox: 'qa-checkout' });
    expect(clone).toMatchObject({
      owner: 'qa',
      template: { name: 'checkout', version: 1 },
      environment: { id: environment.id },
    });
  });

  it('leaves nothing half made when a part of a clone is refused', async () => {
    const before = await qa.get<SandboxView[]>('/sandboxes');
    await expect(
      qa.post(`/templates/${template.id}/clone`, { name: 'qa-checkout', deploy: true }),
    ).rejects.toMatchObject({ status: 409 });
    expect((await qa.get<SandboxView[]>('/sandboxes')).length).toBe(before.length);
  });

  it('tells a sandbox what has changed since, and brings it there without touching its own edits', async () => {
    await qa.request('PATCH', `/sandboxes/${clone.id}/services/orders`, { branch: 'fix/order-states' });
    const content = structuredClone(template.content);
    content.variables = { FEATURE: 'on' };
    content.services[1]!.branch = 'feature/new-banner';
    await platform.api.post(`/templates/${template.id}/versions`, { content, note: 'A new banner' });

    const state = await qa.get<SandboxTemplateView>(`/sandboxes/${clone.id}/template`);
    expect(state.template).toMatchObject({ version: 1, newestVersion: 2 });
    expect(state.ownChanges.differences.map(({ path }) => path)).toEqual(['services.orders.branch']);
    expect(state.newerChanges.differences.map(({ path }) => path).sort()).toEqual([
      'services.api-gateway.branch',
      'variables.FEATURE',
    ]);

    await qa.post(`/sandboxes/${clone.id}/template/update`);
    const updated = await qa.get<SandboxView>(`/sandboxes/${clone.id}`);
    expect(updated.variables).toEqual({ FEATURE: 'on' });
    expect(updated.services.map(({ name, branch }) => [name, branch])).toEqual([
      ['api-gateway', 'feature/new-banner'],
      ['orders', 'fix/order-states'],
    ]);
    expect(updated.template).toMatchObject({ version: 2 });
  });
});
