import { type Page } from 'playwright-core';
import { startBaseline } from './support/baseline.js';
import { startChromium } from './support/chromium.js';
import { Clicks } from './support/clicks.js';
import { openPage } from './support/open-page.js';
import { Platform, PASSWORD, USERNAME } from './support/platform.js';
import { until } from './support/until.js';
import { Witness } from './support/witness.js';

/** The main job by mouse and keyboard, in a real browser, against the real product. */
describe('the admin', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let browser: Awaited<ReturnType<typeof startChromium>>;
  let page: Page;
  let witness: Witness;
  const foreign: string[] = [];
  const complaints: string[] = [];

  const at = (id: string) => page.getByTestId(id);

  const visit = (url: string) => openPage(page, url);

  const sandboxOf = async (wanted: string) =>
    (await platform.api.get<{ id: string; name: string }[]>('/sandboxes')).find(
      ({ name }) => name === wanted,
    );

  const sandboxWith = async (name: string, branches: Record<string, string>) => {
    const { id } = await platform.api.createSandbox({ name });
    for (const [repository, branch] of Object.entries(branches))
      await platform.api.addService(id, { repository, branch });
    return id;
  };

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    platform = await Platform.start({
      repositories: ['orders', 'payments', 'api-gateway'],
      switch: { baseline: baseline.url },
    });
    browser = await startChromium();
    page = await browser.context.newPage();
    witness = new Witness(page);
    page.setDefaultTimeout(40_000);
    page.on('request', (request) => {
      if (!request.url().startsWith(platform.api.baseUrl) && !request.url().startsWith('data:'))
        foreign.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });

  afterAll(async () => {
    await browser?.close();
    baseline?.close();
    await platform?.stop();
  });

  it('says clearly that a password is wrong, then signs in', async () => {
    await visit(platform.api.baseUrl);
    await at('username').fill(USERNAME);
    await at('password').fill('wrong');
    await at('sign-in').click();
    await witness.of(at('error-message').first().waitFor());
    await at('password').fill(PASSWORD);
    await at('sign-in').click();
    await witness.of(at('new-sandbox').first().waitFor());
  });

  it('task 1: has a branch of two services running after six clicks', async () => {
    const clicks = new Clicks();
    await clicks.on(at('new-sandbox').first());
    await witness.of(page.locator('[data-testid=sandbox-name]:focus').waitFor());
    await page.keyboard.type('two-services');
    await at('repository-input').nth(0).fill('ord');
    await clicks.on(page.getByRole('option', { name: /orders/ }));
    await at('branch-input').nth(0).fill('fast');
    await clicks.on(page.getByRole('option', { name: /feature\/fast-orders/ }));
    await at('repository-input').nth(1).fill('pay');
    await clicks.on(page.getByRole('option', { name: /payments/ }));
    await clicks.on(at('create-sandbox'));

    await witness.of(page.waitForURL(/sandboxes\/.*\/services/));
    await witness.of(
      page.locator('[data-testid=group-state][data-state=succeeded]').waitFor({ timeout: 90_000 }),
    );
    expect(clicks.count).toBeLessThanOrEqual(6);
    const running = page.locator('[data-testid=observed-state]').filter({ hasText: 'Running' });
    await until('all three run, the gateway too', 20_000, async () => (await running.count()) === 3);
  });

  it('creates a sandbox, adds a service from live lists, and deploys it', async () => {
    await visit(platform.api.baseUrl);
    await at('new-sandbox').first().click();
    await at('sandbox-name').fill('from-the-admin');
    await at('create-sandbox').click();
    await at('add-service').first().click();
    await at('repository-input').fill('ord');
    await page.getByRole('option', { name: /orders/ }).click();
    await at('branch-input').fill('fast');
    await page.getByRole('option', { name: /feature\/fast-orders/ }).click();
    await at('add-and-deploy').click();

    await witness.of(page.waitForURL(/deployments/));
    await witness.of(
      at('deployment-state')
        .filter({ hasText: /succeeded/i })
        .waitFor({ timeout: 60_000 }),
    );
    for (const step of ['fetch', 'build', 'verify']) await witness.of(at(`step-${step}`).waitFor());
  });

  it('changes a service, with the branches at hand, and deploys it', async () => {
    const sandbox = await sandboxOf('from-the-admin');
    await visit(`${platform.api.baseUrl}/sandboxes/${sandbox?.id}`);
    await at('service-menu-orders').click();
    await at('change-orders').click();
    await at('branch-input').fill('order-st');
    await page.getByRole('option', { name: /fix\/order-states/ }).click();
    await at('health-path').fill('/health');
    await at('save-and-deploy').click();

    await witness.of(page.waitForURL(/deployments/));
    await witness.of(
      at('deployment-state')
        .filter({ hasText: /succeeded/i })
        .waitFor({ timeout: 60_000 }),
    );
    const { branch, healthPath } = await platform.api.instance(sandbox?.id ?? '', 'orders');
    expect({ branch, healthPath }).toEqual({ branch: 'fix/order-states', healthPath: '/health' });
  });

  it('brings a branch into a sandbox from its repository’s page, and asks before what was chosen is lost', async () => {
    const id = await sandboxWith('takes-a-branch', { orders: 'main' });
    await visit(`${platform.api.baseUrl}/repositories`);
    await at('repository-orders').click();
    await at('search-branches').fill('order-st');
    await at('deploy-fix/order-states').click();
    await at('branch-sandbox').fill('takes');
    await page.getByRole('option', { name: /takes-a-branch/ }).click();
    const consequence = at('consequence').filter({ hasText: 'from fix/order-states instead of main' });
    await witness.of(consequence.waitFor());

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Go on typing' }).click();
    await consequence.waitFor();
    await at('confirm-deploy-branch').click();
    await witness.of(page.waitForURL(/deployments/));
    await witness.of(
      at('deployment-state')
        .filter({ hasText: /succeeded/i })
        .waitFor({ timeout: 60_000 }),
    );
    expect(await platform.api.instance(id, 'orders')).toMatchObject({ branch: 'fix/order-states' });
  });

  it('task 3: decides a route, also back and again, shows what a push would change, and sees it applied and reached', async () => {
    const { id } = await platform.api.createSandbox({
      name: 'late-decision',
      variables: { orders_url: baseline.url },
    });
    for (const repository of ['orders', 'api-gateway'])
      await platform.api.addService(id, { repository, branch: 'main', healthPath: '/health' });
    await platform.api.deployWell(id, 'orders');
    await platform.api.deployWell(id, 'api-gateway');
    await visit(`${platform.api.baseUrl}/sandboxes/${id}`);
    await witness.of(at('service-api-gateway').waitFor());
    expect(await at('review-routes').count()).toBe(0);

    await at('section-routes').click();
    const decide = async () => {
      await at('override-orders').click();
      await at('choose-baseline').click();
      await at('save-override').click();
      await witness.of(at('push-change').filter({ hasText: baseline.url }).waitFor());
    };
    await decide();
    expect(await at('not-applied').count()).toBe(1);
    await page.keyboard.press('Control+z');
    await witness.of(at('push-change').waitFor({ state: 'detached' }));
    await decide();

    await at('push-routes').click();
    await witness.of(
      page.locator('[data-testid=route-set-state][data-state=in-sync]').waitFor({ timeout: 60_000 }),
    );
    await witness.of(at('not-applied').waitFor({ state: 'detached' }));
    await witness.of(at('push-preview').waitFor({ state: 'detached' }));
    await witness.of(at('route-orders').filter({ hasText: 'Reachable' }).waitFor({ timeout: 30_000 }));
  });

  it('task 4: leads from the list to the failing line of the log in two clicks', async () => {
    const id = await sandboxWith('does-not-compile', { orders: 'broken/does-not-compile' });
    await platform.api.deploy(id, 'orders');
    await visit(`${platform.api.baseUrl}/sandboxes?state=failing`);

    const clicks = new Clicks();
    await clicks.on(at('sandbox-row-does-not-compile'));
    await clicks.on(at('why-orders'));
    await witness.of(page.locator('sdp-log-row.marked').filter({ hasText: 'main.go:45' }).waitFor());
    expect(clicks.count).toBe(2);
    expect(await at('error-message').first().innerText()).toMatch(/Correct it and deploy again/);
  });

  it('task 5: says what differs between two sandboxes', async () => {
    const left = await sandboxWith('compare-this', { orders: 'feature/fast-orders', payments: 'main' });
    await platform.api.deployWell(left, 'payments');
    await sandboxWith('compare-that', { orders: 'fix/order-states' });
    await visit(`${platform.api.baseUrl}/sandboxes`);
    await at('compare-sandboxes').click();
    for (const [side, name] of [
      ['compare-left', 'compare-this'],
      ['compare-right', 'compare-that'],
    ] as const) {
      await at(side).fill(name);
      await page.getByRole('option', { name }).click();
    }
    const differences = at('differences').getByRole('row');
    const branches = differences.filter({ hasText: 'services.orders.branch' });
    await witness.of(branches.filter({ hasText: /feature\/fast-orders.*fix\/order-states/ }).waitFor());
    await witness.of(differences.filter({ hasText: 'services.payments.runs' }).waitFor());
  });

  it('goes anywhere by the keyboard, and says how', async () => {
    await visit(`${platform.api.baseUrl}/overview`);
    await at('my-sandboxes').waitFor();
    await page.keyboard.press('Control+k');
    await at('palette-input').fill('two-serv');
    await witness.of(page.getByRole('option', { name: /^two-services/, selected: true }).waitFor());
    await page.keyboard.press('Enter');
    await witness.of(page.waitForURL(/sandboxes\/.*\/services/));
    await page.keyboard.type('gs');
    await witness.of(page.waitForURL(/\/sandboxes$/));
    await at('search-sandboxes').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('compile');
    await witness.of(page.waitForURL(/q=compile/));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('?');
    await witness.of(at('shortcut-sheet').waitFor());
    await page.keyboard.press('Escape');
  });

  it('task 2: clones a template with a branch, and says how it is called and what is which', async () => {
    await platform.api.post('/templates/import', {
      yaml: [
        'name: one-service',
        'variables:',
        `  payments_url: ${baseline.url}`,
        'parameters:',
        '  branch:',
        '    choices: [ fast-orders, other ]',
        'services:',
        '  orders:',
        '    repository: orders',
        '    branch: feature/${branch}',
        '    healthPath: /health',
        '  api-gateway:',
        '    repository: api-gateway',
        '    branch: main',
        '    healthPath: /health',
      ].join('\n'),
    });
    await visit(`${platform.api.baseUrl}/templates`);
    await at('use-one-service').click();
    await at('clone-name').fill('from-one-service');
    await at('parameter-branch').selectOption('fast-orders');
    await at('confirm-clone').click();
    await witness.of(page.waitForURL(/sandboxes\/.*\/services/));
    await witness.of(
      page.locator('[data-testid=group-state][data-state=succeeded]').waitFor({ timeout: 60_000 }),
    );

    await witness.of(at('map-orders').filter({ hasText: 'feature/fast-orders@' }).waitFor());
    await witness.of(page.locator('[data-testid=map-payments][data-kind=baseline]').waitFor());
    await witness.of(page.getByRole('button', { name: 'Copy the link that sets the cookie' }).waitFor());
    const [, header = '', url = ''] =
      /-H 'X-Sandbox: (\S+)' (\S+)/.exec(await at('header-curl').innerText()) ?? [];
    const answer = await fetch(url, { headers: { 'X-Sandbox': header } });
    expect([header, answer.status]).toEqual(['from-one-service', 200]);
  });

  it('keeps what is typed into an environment while somebody else changes it', async () => {
    const { id } = await platform.api.post<{ id: string }>('/environments', {
      name: 'edited-by-two',
      variables: [{ name: 'LEVEL', value: 'info' }],
    });
    await visit(`${platform.api.baseUrl}/environments/${id}`);
    await page.getByLabel('Value of LEVEL').fill('debug');
    await platform.api.request('PATCH', `/environments/${id}/variables`, {
      set: [{ name: 'OTHER', value: 'theirs' }],
    });
    await witness.of(at('overtaken').waitFor());
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await at('save-variables').click();
    await witness.of(at('save-variables').waitFor({ state: 'detached' }));
    const { variables } = await platform.api.get<{ variables: { name: string; value: string }[] }>(
      `/environments/${id}`,
    );
    expect(variables.map(({ name, value }) => `${name}=${value}`).sort()).toEqual([
      'LEVEL=debug',
      'OTHER=theirs',
    ]);
  });

  it('shows a log full of markup and escapes as plain text', async () => {
    const sandbox = await sandboxOf('from-the-admin');
    const hostile = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>';
    await platform.repository('orders').branch('hostile', 'main');
    await platform.repository('orders').commit('hostile', {
      subject: hostile,
      edits: {
        'main.go': (text) =>
          text.replace(
            'address := ":" + port()',
            `log.Print("${hostile.replaceAll('"', '\\"')} \\x1b]8;;javascript:window.pwned=3\\x07click\\x1b]8;;\\x07 \\x1b]0;title\\x07 \\x1b]52;c;aGk=\\x07 \\x1b[31mred\\x1b[0m \\x1b[2Jgone")\n\tos.Exit(5)\n\taddress := ":" + port()`,
          ),
      },
    });
    const { id } = await platform.api.requestDeployment(sandbox?.id ?? '', 'orders', { branch: 'hostile' });
    await platform.api.waitForEnd(id);
    await visit(`${platform.api.baseUrl}/deployments/${id}`);
    await witness.of(page.getByText('onerror="window.pwned=1"').first().waitFor());

    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.title()).not.toContain('title\u0007');
    expect(await page.locator('[data-testid=log-view] img, [data-testid=log-view] script').count()).toBe(0);
    expect(await page.locator('[data-testid=log-view] a[href^="javascript"]').count()).toBe(0);
    await witness.of(at('error-message').first().waitFor());
  });

  it('asked no other host, and the console is clean', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
