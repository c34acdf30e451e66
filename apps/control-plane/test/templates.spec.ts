import {
  type AuditEntry,
  type ClonedSandbox,
  type DeletedTemplate,
  type EnvironmentView,
  type Page,
  type RouteSetView,
  type SandboxSummary,
  type SandboxTemplateView,
  type SandboxView,
  type SavedTemplate,
  type TemplateComparison,
  type TemplateContent,
  type TemplateProblem,
  type TemplateSummary,
  type TemplateUpdateView,
  type TemplateVersionView,
  type TemplateView,
} from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const PATH = '/api/templates';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const CANARY = 'canary-5up3r-s3cr3t-9f2c';

const SHOP: TemplateContent = {
  description: 'Orders and catalog',
  environment: 'integration',
  ttlHours: 5,
  labels: { team: 'shop', ticket: '${ticket}' },
  parameters: [
    { name: 'ticket', label: 'Ticket', pattern: '[A-Z]+-\\d+' },
    { name: 'color', default: 'red', choices: ['red', 'green'] },
  ],
  variables: { LEVEL: 'debug', TICKET: '${ticket}', LITERAL: '$${ticket}' },
  services: [
    {
      name: 'orders',
      repository: 'orders',
      branch: 'feature/${ticket}',
      containerPort: 8080,
      healthPath: '/health',
      variables: { COLOR: '${color}' },
      limits: { memoryMb: 256 },
      dependsOn: ['catalog'],
    },
    { name: 'catalog', repository: 'catalog', branch: 'main' },
  ],
  overrides: { catalog: { kind: 'baseline' } },
};

describe('Templates', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    await ada.call<EnvironmentView>('POST', '/api/environments', {
      name: 'integration',
      variables: [
        { name: 'catalog_url', value: 'http://ocp.test/catalog' },
        { name: 'DB_PASSWORD', value: CANARY, isSecret: true },
      ],
    });
  });
  afterEach(() => plane.destroy());

  const aTemplate = (name = 'shop', content: TemplateContent = SHOP, browser = ada) =>
    browser.call<TemplateView>('POST', PATH, { name, content });
  const view = (id: string, query = '') => ada.call<TemplateView>('GET', `${PATH}/${id}${query}`);
  const edit = (id: string, content: TemplateContent, browser = ada) =>
    browser.call<SavedTemplate>('POST', `${PATH}/${id}/versions`, { content });
  const clone = (id: string, request: object = {}, browser = ada) =>
    browser.call<ClonedSandbox>('POST', `${PATH}/${id}/clone`, {
      name: 'checkout',
      parameters: { ticket: 'SHOP-1' },
      ...request,
    });
  const refused = async (method: string, path: string, body?: object, browser = ada) => {
    const answer = await browser.send(method, path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return { status: answer.status, ...answer.body.error };
  };
  const sandboxNames = async () =>
    (await ada.call<SandboxSummary[]>('GET', '/api/sandboxes')).map(({ name }) => name);
  const withService = (content: TemplateContent, name: string, change: object): TemplateContent => ({
    ...content,
    services: content.services.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });

  describe('from scratch', () => {
    it('are made, listed and read by everybody', async () => {
      const { id } = await aTemplate();
      const bob = await plane.browser('bob');
      expect(await bob.call<TemplateSummary[]>('GET', PATH)).toMatchObject([
        {
          id,
          name: 'shop',
          description: 'Orders and catalog',
          owner: 'ada',
          isEditable: false,
          version: 1,
          services: ['orders', 'catalog'],
          sandboxes: [],
        },
      ]);
      expect(await view(id)).toMatchObject({ isEditable: true, contentVersion: 1, content: SHOP });
    });

    it('have a name of their own, until they are deleted', async () => {
      const { id } = await aTemplate();
      expect(await refused('POST', PATH, { name: 'shop', content: SHOP })).toMatchObject({
        code: 'name-taken',
      });
      await ada.call('DELETE', `${PATH}/${id}`);
      expect((await aTemplate()).version).toBe(1);
    });

    it('tell everything that is wrong with them, by field', async () => {
      const content = {
        enviroment: 'x',
        environment: 'integratoin',
        services: [
          { name: 'orders', repository: 'odrers', branch: 'feature/${tiket}', dependsOn: ['orders'] },
          { name: 'orders', branch: 5 },
        ],
        parameters: [{ name: 'ticket', pattern: '(?=x)', choices: [] }],
      };
      const { code, details, message } = await refused('POST', PATH, { name: 'shop', content });
      expect(code).toBe('invalid-input');
      expect(message).toContain('did you mean');
      expect(details).toEqual({
        fields: {
          'content.enviroment': '"enviroment" is not known in content; did you mean "environment"?',
          'content.environment': 'there is no environment "integratoin"; did you mean "integration"?',
          'content.services.0.repository': 'there is no repository "odrers"; did you mean "orders"?',
          'content.services.0.branch': '${tiket} is no parameter of this template; did you mean "ticket"?',
          'content.services.0.dependsOn': 'dependsOn goes in a circle: orders → orders',
          'content.services.1': 'entry 2 of services needs repository',
          'content.services.1.branch': 'branch must be a text, but is the number 5',
          'content.services.1.name': '"orders" is there twice',
          'content.parameters.0.pattern': expect.stringContaining('no look-around'),
          'content.parameters.0.choices': 'choices must have 1 to 50 entries',
          'content.parameters.0.name': expect.stringContaining('the parameter ticket is not used'),
        },
      });
    });

    it('are not larger than their YAML may be', async () => {
      const variables = Object.fromEntries(
        Array.from({ length: 5 }, (_, index) => [`A${index}`, 'x'.repeat(30_000)]),
      );
      const { details } = await refused('POST', PATH, { name: 'shop', content: { ...SHOP, variables } });
      expect(details).toEqual({ fields: { content: expect.stringContaining('must not be larger') } });
    });

    it('refuse a body that is none', async () => {
      for (const content of [undefined, null, 5, 'x', [], {}, { services: [] }, { services: {} }])
        expect(await refused('POST', PATH, { name: 'shop', content })).toMatchObject({
          code: 'invalid-input',
        });
      for (const name of ['', 'A', '../x', 'a b', '${x}', 5])
        expect(await refused('POST', PATH, { name, content: SHOP })).toMatchObject({ code: 'invalid-input' });
    });

    it('answer at once, whatever pattern and value they are given', async () => {
      const content: TemplateContent = {
        parameters: [{ name: 'evil', pattern: '(a+)+(a|aa)+([a-z]+)*' }],
        services: [{ name: 'orders', repository: 'orders', branch: 'x/${evil}' }],
      };
      const { id } = await aTemplate('evil', content);
      const { details } = await refused('POST', `${PATH}/${id}/clone`, {
        name: 'checkout',
        parameters: { evil: `${'a'.repeat(199)}!` },
      });
      expect(details).toMatchObject({
        fields: { 'parameters.evil': expect.stringContaining('the pattern') },
      });
    });
  });

  describe('in versions', () => {
    it('get a new one with every edit that changes something', async () => {
      const { id } = await aTemplate();
      const next = withService({ ...SHOP, variables: { ...SHOP.variables, LEVEL: 'info' } }, 'catalog', {
        branch: 'next',
      });
      expect(await edit(id, next)).toMatchObject({ version: 2, isNewVersion: true, content: next });
      expect(
        await edit(id, { ...next, variables: Object.fromEntries(Object.entries(next.variables!).reverse()) }),
      ).toMatchObject({
        version: 2,
        isNewVersion: false,
      });
      expect(await view(id, '?version=1')).toMatchObject({ version: 2, contentVersion: 1, content: SHOP });

      const versions = await ada.call<TemplateVersionView[]>('GET', `${PATH}/${id}/versions`);
      expect(versions.map(({ version, createdBy }) => [version, createdBy])).toEqual([
        [2, 'ada'],
        [1, 'ada'],
      ]);
      expect(await ada.call<TemplateComparison>('GET', `${PATH}/${id}/compare?from=1&to=2`)).toEqual({
        differences: [
          { path: 'variables.LEVEL', from: 'debug', to: 'info' },
          { path: 'services.catalog.branch', from: 'main', to: 'next' },
        ],
      });
    });

    it('are not edited by two people at once', async () => {
      const { id } = await aTemplate();
      const path = `${PATH}/${id}/versions`;
      await ada.call('POST', path, { content: { ...SHOP, description: 'mine' }, version: 1 });
      const late = { content: { ...SHOP, description: 'theirs' }, version: 1 };
      expect(await refused('POST', path, late)).toMatchObject({ code: 'conflict', details: { version: 2 } });
    });

    it('are not found when they never were', async () => {
      const { id } = await aTemplate();
      for (const query of ['?version=2', '/compare?from=1&to=2', '/export?version=9'])
        expect(await refused('GET', `${PATH}/${id}${query}`)).toMatchObject({ code: 'not-found' });
      for (const query of ['?version=0', '?version=x', '?version=1.5', '/compare', '/compare?from=1&to[]=2'])
        expect(await refused('GET', `${PATH}/${id}${query}`)).toMatchObject({ code: 'invalid-input' });
    });

    it('know their environment by its new name', async () => {
      const { id } = await aTemplate();
      const [{ id: environmentId }] = await ada.call<[EnvironmentView]>('GET', '/api/environments');
      await ada.call('PATCH', `/api/environments/${environmentId}`, { name: 'stage' });
      expect((await view(id)).content.environment).toBe('stage');
      expect((await clone(id)).sandbox.environment).toMatchObject({ name: 'stage' });
      const { code, details } = await refused('DELETE', `/api/environments/${environmentId}`);
      expect([code, details]).toMatchObject(['in-use', { templates: ['shop'] }]);
    });
  });

  describe('as YAML', () => {
    const importing = (yaml: string, path = `${PATH}/import`) => refused('POST', path, { yaml });

    it('go out and come in again', async () => {
      const { id } = await aTemplate();
      const { text, headers } = await ada.send('GET', `${PATH}/${id}/export`);
      expect(headers.get('content-type')).toBe('text/yaml; charset=utf-8');
      expect(headers.get('content-disposition')).toBe('attachment; filename="shop.yaml"');
      expect(text).toMatch(/^# Template shop .*version 1/);

      const other = text.replace('name: shop', 'name: store');
      expect(await ada.call<TemplateView>('POST', `${PATH}/import`, { yaml: other })).toMatchObject({
        name: 'store',
        version: 1,
        content: SHOP,
      });
      const same = await ada.call<SavedTemplate>('POST', `${PATH}/${id}/import`, { yaml: text });
      expect(same).toMatchObject({ version: 1, isNewVersion: false });
      const yaml = text.replace('LEVEL: debug', 'LEVEL: trace');
      const next = await ada.call<SavedTemplate>('POST', `${PATH}/${id}/import`, { yaml });
      expect(next).toMatchObject({
        version: 2,
        isNewVersion: true,
        content: { variables: { LEVEL: 'trace' } },
      });
    });

    it('are refused with the line and column of all that is wrong', async () => {
      const yaml = 'name: store\nservices:\n  orders:\n    repository: order\n    brnch: main\n';
      const problems: TemplateProblem[] = [
        { line: 3, column: 3, message: 'orders needs branch' },
        { line: 4, column: 17, message: 'there is no repository "order"; did you mean "orders"?' },
        { line: 5, column: 5, message: '"brnch" is not known in orders; did you mean "branch"?' },
      ];
      expect(await importing(yaml)).toMatchObject({ code: 'invalid-input', details: { problems } });
      expect(await ada.call('POST', `${PATH}/validate`, { yaml })).toEqual(problems);
      expect(await ada.call('POST', `${PATH}/validate`, { yaml: 'name: x' })).toHaveLength(2);
      expect(await ada.call<TemplateSummary[]>('GET', PATH)).toEqual([]);
    });

    it('are no version of a template with another name', async () => {
      const { id } = await aTemplate();
      const yaml = (await ada.send('GET', `${PATH}/${id}/export`)).text.replace('name: shop', 'name: store');
      const { message } = await importing(yaml, `${PATH}/${id}/import`);
      expect(message).toContain('line 5, column 7: this is "store", not a version of "shop"');
    });

    it('are refused when they are too large, or no text', async () => {
      expect(await importing('#'.repeat(131_073))).toMatchObject({ code: 'invalid-input' });
      expect(await refused('POST', `${PATH}/validate`, { yaml: ['x'] })).toMatchObject({
        code: 'invalid-input',
      });
    });
  });

  describe('of a sandbox', () => {
    it('are what it is now, without secrets and without addresses that are for ops', async () => {
      const [{ id: environmentId }] = await ada.call<[EnvironmentView]>('GET', '/api/environments');
      const { id: sandboxId } = await ada.call<SandboxView>('POST', '/api/sandboxes', {
        name: 'checkout',
        description: 'Mine',
        labels: { team: 'shop' },
        environmentId,
        variables: { LITERAL: '${HOME}', DB_PASSWORD: CANARY },
      });
      const services = `/api/sandboxes/${sandboxId}/services`;
      await ada.call('POST', services, {
        repository: 'catalog',
        branch: 'main',
        variables: { DB_PASSWORD: CANARY, A: '1' },
      });
      await ada.call('POST', services, { repository: 'orders', branch: 'next', dependsOn: ['catalog'] });
      await ada.call('PUT', `/api/sandboxes/${sandboxId}/routes/overrides/catalog`, { kind: 'baseline' });

      const template = await ada.call<TemplateView>('POST', `${PATH}/from-sandbox`, {
        sandboxId,
        name: 'copy',
      });
      expect(template.content).toEqual({
        description: 'Mine',
        environment: 'integration',
        labels: { team: 'shop' },
        variables: { LITERAL: '$${HOME}' },
        services: [
          { name: 'catalog', repository: 'catalog', branch: 'main', variables: { A: '1' } },
          { name: 'orders', repository: 'orders', branch: 'next', dependsOn: ['catalog'] },
        ],
        overrides: { catalog: { kind: 'baseline' } },
      });
      const [version] = await ada.call<TemplateVersionView[]>('GET', `${PATH}/${template.id}/versions`);
      expect(version?.note).toBe('from sandbox checkout, without DB_PASSWORD');
      expect((await ada.send('GET', `${PATH}/${template.id}/export`)).text).not.toContain(CANARY);

      const { sandbox } = await clone(template.id, { name: 'again', parameters: {} });
      expect(sandbox.variables).toEqual({ LITERAL: '${HOME}' });
    });

    it('are not made of one that is not there', async () => {
      const request = { sandboxId: UNKNOWN_ID, name: 'copy' };
      expect(await refused('POST', `${PATH}/from-sandbox`, request)).toMatchObject({ code: 'not-found' });
    });
  });

  describe('cloned', () => {
    it('become a sandbox with everything, parameters filled in', async () => {
      const { id } = await aTemplate();
      const { sandbox, deployment } = await clone(id, {
        parameters: { ticket: 'SHOP-1', color: 'green' },
        branches: { catalog: 'hotfix' },
      });
      expect(deployment).toBeNull();
      expect(sandbox).toMatchObject({
        name: 'checkout',
        description: 'Orders and catalog',
        owner: 'ada',
        labels: { team: 'shop', ticket: 'SHOP-1' },
        environment: { name: 'integration' },
        template: { id, name: 'shop', version: 1, newestVersion: 1, isDeleted: false },
        variables: { LEVEL: 'debug', TICKET: 'SHOP-1', LITERAL: '${ticket}' },
      });
      expect(Date.parse(sandbox.expiresAt!) - Date.parse(sandbox.createdAt)).toBe(5 * 3_600_000);
      expect(sandbox.services).toMatchObject([
        { name: 'catalog', branch: 'hotfix' },
        {
          name: 'orders',
          branch: 'feature/SHOP-1',
          containerPort: 8080,
          healthPath: '/health',
          variables: { COLOR: 'green' },
          limits: { memoryMb: 256 },
          dependsOn: ['catalog'],
        },
      ]);
      const routes = await ada.call<RouteSetView>('GET', `/api/sandboxes/${sandbox.id}/routes`);
      expect(routes.routes.find(({ service }) => service === 'catalog')?.override).toEqual({
        kind: 'baseline',
      });
      expect((await view(id)).sandboxes).toEqual(['checkout']);
    });

    it('are deployed on request, in the order of their dependencies', async () => {
      const { id } = await aTemplate();
      const { deployment } = await clone(id, { deploy: true });
      expect(deployment).toMatchObject({
        state: 'running',
        total: 2,
        deployments: [{ service: 'catalog' }, { service: 'orders' }],
      });
      await agent.runFrame(deployment!.deployments[0]!.id);
    });

    it('are made as a whole or not at all', async () => {
      const { id } = await aTemplate();
      agent.hello.portRange = { from: 21_000, to: 21_000 };
      agent.close();
      await plane.agent({ hello: { portRange: { from: 21_000, to: 21_000 } } });
      expect(
        await refused('POST', `${PATH}/${id}/clone`, { name: 'checkout', parameters: { ticket: 'A-1' } }),
      ).toMatchObject({
        code: 'no-free-port',
      });
      expect(await sandboxNames()).toEqual([]);
      expect((await view(id)).sandboxes).toEqual([]);
    });

    it('lead to other sandboxes, while these are there', async () => {
      const { id: targetId } = await ada.aSandbox('payments-team');
      const content: TemplateContent = {
        ...SHOP,
        overrides: { catalog: { kind: 'sandbox', sandbox: 'payments-team' } },
      };
      const { id } = await aTemplate('shop', content);
      const { sandbox } = await clone(id);
      const routes = await ada.call<RouteSetView>('GET', `/api/sandboxes/${sandbox.id}/routes`);
      expect(routes.routes.find(({ service }) => service === 'catalog')?.override).toEqual({
        kind: 'sandbox',
        sandboxId: targetId,
      });

      await ada.call('DELETE', `/api/sandboxes/${targetId}`);
      const { details } = await refused('POST', `${PATH}/${id}/clone`, {
        name: 'other',
        parameters: { ticket: 'A-1' },
      });
      expect(details).toMatchObject({
        fields: { 'overrides.catalog': expect.stringContaining('payments-team') },
      });
      expect(await sandboxNames()).not.toContain('other');
    });

    it.each<[string, object, string]>([
      ['a missing parameter', { parameters: {} }, 'parameters.ticket'],
      ['a value that does not match', { parameters: { ticket: 'shop' } }, 'parameters.ticket'],
      ['a value that is no choice', { parameters: { ticket: 'A-1', color: 'blue' } }, 'parameters.color'],
      ['a parameter that nobody asked for', { parameters: { ticket: 'A-1', x: '1' } }, 'parameters.x'],
      ['a branch of no service', { branches: { payments: 'main' } }, 'branches.payments'],
      ['a branch that is none', { branches: { orders: '--upload-pack=x' } }, 'branches.orders'],
    ])('refuse %s', async (_, request, field) => {
      const { id } = await aTemplate();
      const body = { name: 'checkout', parameters: { ticket: 'SHOP-1' }, ...request };
      const { code, details } = await refused('POST', `${PATH}/${id}/clone`, body);
      expect(code).toBe('invalid-input');
      expect(Object.keys((details as { fields: object }).fields)).toEqual([field]);
      expect(await sandboxNames()).toEqual([]);
    });

    it('refuse values that make something else of a branch', async () => {
      const { id } = await aTemplate('free', {
        parameters: [{ name: 'ticket' }],
        services: [{ name: 'orders', repository: 'orders', branch: '${ticket}' }],
      });
      for (const ticket of [
        '--upload-pack=id',
        '../x',
        'a b',
        '$(id)',
        '${ticket}',
        '',
        'x'.repeat(201),
        'a\nb',
      ])
        expect(
          await refused('POST', `${PATH}/${id}/clone`, { name: 'checkout', parameters: { ticket } }),
        ).toMatchObject({
          code: 'invalid-input',
        });
    });

    it('in any version', async () => {
      const { id } = await aTemplate();
      await edit(id, withService(SHOP, 'catalog', { branch: 'next' }));
      const { sandbox } = await clone(id, { version: 1 });
      expect(sandbox.template).toMatchObject({ version: 1, newestVersion: 2 });
      expect(sandbox.services[0]).toMatchObject({ name: 'catalog', branch: 'main' });
      const answer = await refused('POST', `${PATH}/${id}/clone`, {
        name: 'x-y',
        version: 3,
        parameters: { ticket: 'A-1' },
      });
      expect(answer.code).toBe('not-found');
    });
  });

  describe('and their sandboxes', () => {
    const templateOf = (id: string) => ada.call<SandboxTemplateView>('GET', `/api/sandboxes/${id}/template`);
    const update = (id: string, request: object = {}) =>
      ada.call<TemplateUpdateView>('POST', `/api/sandboxes/${id}/template/update`, request);
    const sandboxView = (id: string) => ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);

    it('say what has changed on both sides', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id, { branches: { catalog: 'hotfix' } });
      await ada.call('PATCH', `/api/sandboxes/${sandbox.id}`, {
        variables: { ...sandbox.variables, MINE: '1' },
      });
      await edit(id, { ...SHOP, labels: { ...SHOP.labels, tier: 'two' } });

      expect(await templateOf(sandbox.id)).toEqual({
        template: { id, name: 'shop', version: 1, newestVersion: 2, isDeleted: false },
        parameters: { ticket: 'SHOP-1', color: 'red' },
        ownChanges: {
          differences: [
            { path: 'variables.MINE', from: null, to: '1' },
            { path: 'services.catalog.branch', from: 'main', to: 'hotfix' },
          ],
        },
        newerChanges: { differences: [{ path: 'labels.tier', from: null, to: 'two' }] },
      });
    });

    it('are brought to the newest version, keeping own edits', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id, { branches: { catalog: 'hotfix' } });
      await ada.call('PATCH', `/api/sandboxes/${sandbox.id}`, {
        variables: { ...sandbox.variables, MINE: '1', LEVEL: 'trace' },
      });
      await edit(id, {
        ...withService(withService(SHOP, 'catalog', { branch: 'next' }), 'orders', {
          dependsOn: [],
          healthPath: '/up',
        }),
        variables: { ...SHOP.variables, LEVEL: 'info', NEW: '${ticket}' },
        services: [
          { ...SHOP.services[0]!, dependsOn: ['search'], healthPath: '/up' },
          { ...SHOP.services[1]!, branch: 'next' },
          { name: 'search', repository: 'catalog', branch: 'main', dependsOn: ['catalog'] },
        ],
        overrides: {},
      });

      expect(await update(sandbox.id)).toEqual({
        version: 2,
        applied: {
          differences: [
            { path: 'variables.NEW', from: null, to: 'SHOP-1' },
            { path: 'services.orders.healthPath', from: '/health', to: '/up' },
            { path: 'services.orders.dependsOn', from: 'catalog', to: 'search' },
            { path: 'services.search.repository', from: null, to: 'catalog' },
            { path: 'services.search.branch', from: null, to: 'main' },
            { path: 'services.search.dependsOn', from: null, to: 'catalog' },
            { path: 'overrides.catalog', from: 'baseline', to: null },
          ],
        },
        kept: {
          differences: [
            { path: 'variables.LEVEL', from: 'trace', to: 'info' },
            { path: 'services.catalog.branch', from: 'hotfix', to: 'next' },
          ],
        },
      });
      const after = await sandboxView(sandbox.id);
      expect(after.variables).toEqual({
        LEVEL: 'trace',
        TICKET: 'SHOP-1',
        LITERAL: '${ticket}',
        MINE: '1',
        NEW: 'SHOP-1',
      });
      expect(after.template).toMatchObject({ version: 2, newestVersion: 2 });
      expect(after.services.map(({ name, dependsOn, branch }) => [name, branch, dependsOn])).toEqual([
        ['catalog', 'hotfix', []],
        ['orders', 'feature/SHOP-1', ['search']],
        ['search', 'main', ['catalog']],
      ]);
      expect((await templateOf(sandbox.id)).newerChanges.differences).toEqual([]);
      expect(await update(sandbox.id)).toEqual({
        version: 2,
        applied: { differences: [] },
        kept: { differences: [] },
      });
    });

    it('can be given other parameters', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      const { applied } = await update(sandbox.id, { parameters: { ticket: 'SHOP-2', color: 'green' } });
      expect(applied.differences.map(({ path }) => path).sort()).toEqual([
        'labels.ticket',
        'services.orders.branch',
        'services.orders.variables.COLOR',
        'variables.TICKET',
      ]);
      expect(await templateOf(sandbox.id)).toMatchObject({
        parameters: { ticket: 'SHOP-2', color: 'green' },
        ownChanges: { differences: [] },
      });
      const path = `/api/sandboxes/${sandbox.id}/template/update`;
      expect(await refused('POST', path, { parameters: { ticket: 'x' } })).toMatchObject({
        code: 'invalid-input',
      });
    });

    it('lose a service with the template, and have its container removed', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      await edit(id, { ...SHOP, services: [{ ...SHOP.services[0]!, dependsOn: [] }] });
      await update(sandbox.id);
      const after = await waitUntil('catalog to be gone', async () => {
        const one = await sandboxView(sandbox.id);
        return one.services.length === 1 && one;
      });
      expect(after.services).toMatchObject([{ name: 'orders', dependsOn: [] }]);
      expect(agent.framesOf('instance:remove')).toMatchObject([
        { sandboxId: sandbox.id, service: 'catalog' },
      ]);
    });

    it('stay as they are when a part of the update is refused', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      await plane.agent({ name: 'gateway-1' });
      await edit(id, {
        ...SHOP,
        variables: { ...SHOP.variables, LEVEL: 'info' },
        services: [...SHOP.services, { name: 'api-gateway', repository: 'orders', branch: 'main' }],
      });
      const before = await sandboxView(sandbox.id);
      const path = `/api/sandboxes/${sandbox.id}/template/update`;
      expect(await refused('POST', path, {})).toMatchObject({ code: 'no-agent' });
      expect(await sandboxView(sandbox.id)).toEqual(before);
    });

    it('keep a service whose removal was a part of what was refused', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      const { id: targetId } = await ada.aSandbox('payments-team');
      await edit(id, {
        ...SHOP,
        services: [{ ...SHOP.services[0]!, dependsOn: [] }],
        overrides: { payments: { kind: 'sandbox', sandbox: 'payments-team' } },
      });
      await ada.call('DELETE', `/api/sandboxes/${targetId}`);
      const before = await sandboxView(sandbox.id);
      const path = `/api/sandboxes/${sandbox.id}/template/update`;
      expect(await refused('POST', path, {})).toMatchObject({
        details: { fields: { 'overrides.payments': expect.stringContaining('payments-team') } },
      });
      await waitUntil(
        'the other sandbox to be gone',
        async () => !(await sandboxNames()).includes('payments-team'),
      );
      expect(await sandboxView(sandbox.id)).toEqual(before);
      expect(agent.framesOf('instance:remove')).toEqual([]);
    });

    it('live on when it is deleted', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      expect(await ada.call<DeletedTemplate>('DELETE', `${PATH}/${id}`)).toEqual({ sandboxes: ['checkout'] });
      expect(await ada.call<TemplateSummary[]>('GET', PATH)).toEqual([]);
      expect(await refused('GET', `${PATH}/${id}`)).toMatchObject({ code: 'not-found' });
      expect((await sandboxView(sandbox.id)).template).toMatchObject({ name: 'shop', isDeleted: true });
      expect((await templateOf(sandbox.id)).template).toMatchObject({ isDeleted: true });
      const path = `/api/sandboxes/${sandbox.id}/template/update`;
      expect(await refused('POST', path, {})).toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('lives on'),
      });
    });

    it('have nothing to say when they were made by hand', async () => {
      const { id } = await ada.aSandbox('by-hand');
      expect(await refused('GET', `/api/sandboxes/${id}/template`)).toMatchObject({ code: 'not-found' });
      expect(await refused('POST', `/api/sandboxes/${id}/template/update`, {})).toMatchObject({
        code: 'not-found',
      });
    });

    it('are updated by those who may edit them', async () => {
      const { id } = await aTemplate();
      const { sandbox } = await clone(id);
      const bob = await plane.browser('bob');
      const path = `/api/sandboxes/${sandbox.id}/template`;
      expect(await bob.call<SandboxTemplateView>('GET', path)).toMatchObject({ template: { id } });
      expect(await refused('POST', `${path}/update`, {}, bob)).toMatchObject({ code: 'not-found' });
    });
  });

  describe('belong to somebody', () => {
    const changes = (id: string): [string, string, object?][] => [
      ['POST', `${PATH}/${id}/versions`, { content: { ...SHOP, description: 'evil' } }],
      ['POST', `${PATH}/${id}/import`, { yaml: 'name: shop' }],
      ['DELETE', `${PATH}/${id}`],
    ];

    it('another developer clones them, and changes nothing', async () => {
      const { id } = await aTemplate();
      const before = await view(id);
      const bob = await plane.browser('bob');
      for (const [method, path, body] of changes(id))
        expect([path, (await refused(method, path, body, bob)).code]).toEqual([path, 'not-found']);
      expect((await clone(id, {}, bob)).sandbox.owner).toBe('bob');
      expect(await view(id)).toEqual({ ...before, sandboxes: ['checkout'] });
    });

    it('QA clones them, and makes and edits none', async () => {
      const { id } = await aTemplate();
      const quinn = await plane.qaPerson();
      const makes: [string, string, object?][] = [
        ['POST', PATH, { name: 'mine', content: SHOP }],
        ['POST', `${PATH}/import`, { yaml: 'name: shop' }],
        ['POST', `${PATH}/from-sandbox`, { sandboxId: UNKNOWN_ID, name: 'mine' }],
      ];
      for (const [method, path, body] of [...makes, ...changes(id)])
        expect([path, (await refused(method, path, body, quinn)).code]).toEqual([path, 'forbidden']);
      expect((await clone(id, {}, quinn)).sandbox).toMatchObject({
        owner: 'quinn',
        rights: { mayEdit: true },
      });
    });

    it('ops edit all of them', async () => {
      const { id } = await aTemplate();
      const olga = await plane.browser('olga');
      expect((await olga.call<TemplateView>('GET', `${PATH}/${id}`)).isEditable).toBe(true);
      expect(await edit(id, { ...SHOP, description: 'better' }, olga)).toMatchObject({
        isNewVersion: true,
        owner: 'ada',
      });
      await olga.call('DELETE', `${PATH}/${id}`);
    });

    it('only ops write explicit addresses into them, which everybody may clone and keep', async () => {
      const withUrl = (url: string): TemplateContent => ({
        ...SHOP,
        overrides: { catalog: { kind: 'url', url } },
      });
      expect(
        await refused('POST', PATH, { name: 'shop', content: withUrl('http://10.0.0.5:80/') }),
      ).toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('catalog'),
      });
      const { id } = await aTemplate();
      const olga = await plane.browser('olga');
      await edit(id, withUrl('http://10.0.0.5:80/'), olga);
      expect(await edit(id, { ...withUrl('http://10.0.0.5:80/'), description: 'kept' })).toMatchObject({
        version: 3,
      });
      expect(
        await refused('POST', `${PATH}/${id}/versions`, { content: withUrl('http://10.0.0.6/') }),
      ).toMatchObject({
        code: 'forbidden',
      });
      const { sandbox } = await clone(id);
      const routes = await ada.call<RouteSetView>('GET', `/api/sandboxes/${sandbox.id}/routes`);
      expect(routes.warnings).toContainEqual(
        expect.objectContaining({ code: 'url-not-allowed', service: 'catalog' }),
      );

      const { content } = await ada.call<TemplateView>('POST', `${PATH}/from-sandbox`, {
        sandboxId: sandbox.id,
        name: 'copy',
      });
      expect(content.overrides).toBeUndefined();
    });
  });

  it('are announced to everybody who watches', async () => {
    const bob = await plane.browser('bob');
    const socket = await bob.connect();
    await socket.ask('watch', { topic: 'templates' });
    const { id } = await aTemplate();
    await edit(id, { ...SHOP, description: 'new' });
    await ada.call('DELETE', `${PATH}/${id}`);
    await waitUntil('the removal', () =>
      bob.updates.some((one) => one.kind === 'template-removed' && one.id === id),
    );
    expect(bob.updates).toContainEqual({ kind: 'template-changed', id });
  });

  it('have their sandboxes say at once that there is a newer version', async () => {
    const { id } = await aTemplate();
    await clone(id);
    const bob = await plane.browser('bob');
    await (await bob.connect()).ask('watch', { topic: 'sandboxes' });
    await edit(id, { ...SHOP, description: 'new' });
    await waitUntil('the newer version', () =>
      bob.updates.some((one) => one.kind === 'sandbox' && one.value.template?.newestVersion === 2),
    );
  });

  it('leave a trail', async () => {
    const { id } = await aTemplate();
    await edit(id, { ...SHOP, description: 'new' });
    const { sandbox } = await clone(id, { version: 1 });
    await ada.call('POST', `/api/sandboxes/${sandbox.id}/template/update`, {});
    await ada.call('POST', `${PATH}/validate`, { yaml: '' });
    await ada.call('DELETE', `${PATH}/${id}`);
    const olga = await plane.browser('olga');
    const { items } = await olga.call<Page<AuditEntry>>('GET', '/api/audit?pageSize=100');
    const actions = items.map(({ action }) => action);
    for (const action of [
      'template.created',
      'template.changed',
      'sandbox.created',
      'sandbox.updated-from-template',
      'template.deleted',
    ])
      expect(actions).toContain(action);
    expect(actions).not.toContain('request.done');
    expect(items.find(({ action }) => action === 'sandbox.created')?.summary).toContain(
      'template shop (version 1)',
    );
  });
});
