import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { startBaseline } from '../e2e/support/baseline.js';
import { startChromium } from '../e2e/support/chromium.js';
import { Platform, PASSWORD, USERNAME } from '../e2e/support/platform.js';

/**
 * Photographs every page of the admin from a running product, light and dark, wide and narrow, into the folder given
 * (docs/images unless given). The README shows some of them.
 */
const folder = process.argv[2] ?? join(import.meta.dirname, 'images');
const LOOKS = [
  { name: '', dark: false, width: 1280, height: 860 },
  { name: '-dark', dark: true, width: 1280, height: 860 },
  { name: '-narrow', dark: false, width: 360, height: 760 },
];

await mkdir(folder, { recursive: true });
const baseline = await startBaseline(await Platform.bridgeAddress());
const platform = await Platform.start({
  repositories: ['orders', 'payments', 'api-gateway'],
  controlPlane: { SDP_OPS_USERS: USERNAME },
  switch: { baseline: baseline.url },
});
try {
  const paths = await furnish();
  for (const look of LOOKS) await photograph(look, paths);
} finally {
  baseline.close();
  await platform.stop();
}

/** A sandbox that runs and one that failed, what they are made of, and what is made of them. */
async function furnish(): Promise<Record<string, string>> {
  const { api } = platform;
  const environment = await api.post<{ id: string }>('/environments', {
    name: 'ocp-test',
    description: 'The shared test environment',
    variables: [
      { name: 'orders_url', value: baseline.url },
      { name: 'payments_url', value: baseline.url },
      { name: 'LOG_LEVEL', value: 'info' },
    ],
  });
  const sandbox = await api.createSandbox({
    name: 'fast-orders',
    description: 'Orders in half the time',
    environmentId: environment.id,
    labels: { team: 'shop', ticket: 'SHOP-12' },
    variables: { LOG_LEVEL: 'debug' },
  });
  for (const [repository, branch] of [
    ['orders', 'feature/fast-orders'],
    ['api-gateway', 'main'],
  ] as const) {
    await api.addService(sandbox.id, { repository, branch, healthPath: '/health' });
  }
  await api.deployWell(sandbox.id, 'orders');
  await api.deployWell(sandbox.id, 'api-gateway');

  const other = await api.createSandbox({
    name: 'order-states',
    description: 'Names for the states of an order',
  });
  await api.addService(other.id, {
    repository: 'orders',
    branch: 'broken/does-not-compile',
    healthPath: '/health',
  });
  const failed = await api.deploy(other.id, 'orders');
  const template = await api.post<{ id: string }>('/templates/from-sandbox', {
    sandboxId: sandbox.id,
    name: 'shop',
  });
  await api.request('PUT', `/sandboxes/${sandbox.id}/routes/overrides/orders`, { kind: 'baseline' });
  const section = (name: string) => `/sandboxes/${sandbox.id}/${name}`;
  const { deployment } = await api.deployWell(sandbox.id, 'orders');
  return {
    overview: '/overview',
    sandboxes: '/sandboxes',
    'new-sandbox': '/sandboxes/new',
    compare: `/sandboxes/compare?left=${sandbox.id}&right=${other.id}`,
    sandbox: section('services'),
    'sandbox-routes': section('routes'),
    'sandbox-variables': section('variables'),
    'sandbox-runtime': section('runtime'),
    'sandbox-activity': section('activity'),
    'sandbox-settings': section('settings'),
    deployment: `/deployments/${deployment.id}`,
    failed: `/deployments/${failed.id}`,
    deployments: '/deployments',
    templates: '/templates',
    template: `/templates/${template.id}`,
    'template-editor': `/templates/${template.id}/edit`,
    environments: '/environments',
    environment: `/environments/${environment.id}`,
    routes: '/routes',
    queue: '/queue',
    agents: '/agents',
    repositories: '/repositories',
    users: '/users',
    audit: '/audit',
    session: '/session',
  };
}

async function photograph(look: (typeof LOOKS)[number], paths: Record<string, string>): Promise<void> {
  const browser = await startChromium(look);
  const page = await browser.context.newPage();
  await page.goto(platform.api.baseUrl);
  await page.getByTestId('username').waitFor();
  await shoot(page, `sign-in${look.name}`);
  await page.getByTestId('username').fill(USERNAME);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('new-sandbox').first().waitFor();
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(`${platform.api.baseUrl}${path}`);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(700);
    await shoot(page, `${name}${look.name}`);
  }
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('ord');
  await page.getByRole('option').first().waitFor();
  await shoot(page, `palette${look.name}`);
  await browser.close();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
