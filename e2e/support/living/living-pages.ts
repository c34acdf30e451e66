import { type Locator, type Page } from 'playwright-core';
import { until } from '../until.js';
import { addService, reviseTemplate, type World } from './world.js';

/** What a page shows of what others do, and what can be typed into it. */
export interface LivingPage {
  /** As app.routes.ts has it. */
  route: string;
  /** Changes something that it shows; `mark` is another one each time. Absent where it shows nothing of the platform. */
  change?: (world: World, mark: string) => Promise<unknown>;
  /** Where the change is to be seen; by default, its mark anywhere in the text. */
  shows?: (page: Page, mark: string, world: World) => Locator;
  /** A field that somebody types into, and does not send. */
  field?: (page: Page) => Locator;
}

type Change = NonNullable<LivingPage['change']>;

/* Several pages show the same thing: it is changed once for all of them. */

const describeSandbox: Change = ({ api, ids }, mark) =>
  api.request('PATCH', `/sandboxes/${ids.sandboxes.running}`, {
    description: `Described by ${mark}`,
    variables: { MARK: mark },
  });

const addOrders: Change = ({ api, ids }, mark) =>
  addService(api, ids.sandboxes.running, { name: `orders-${mark}`, repository: 'orders', branch: 'main' });

const overrideRoute: Change = ({ api, ids, bridge }, mark) =>
  api.request('PUT', `/sandboxes/${ids.sandboxes.running}/routes/overrides/payments`, {
    kind: 'url',
    url: `http://${bridge}:9/${mark}`,
  });

const saveTemplate: Change = async (world, mark) => {
  world.templateVersion = await reviseTemplate(world.api, world.ids.template, mark);
};

const addEnvironment: Change = ({ api }, mark) =>
  api.post('/environments', { name: `environment-${mark}`, variables: [] });

const changeVariable: Change = ({ api, ids }, mark) =>
  api.request('PATCH', `/environments/${ids.environments.shared}/variables`, {
    set: [{ name: variableOf(mark), value: mark }],
    remove: [],
  });

const variableOf = (mark: string) => `MARK_${mark.toUpperCase()}`;

/** A new one takes the place of the one before, so the queue never grows. */
const requestDeployment: Change = ({ api, ids }, mark) =>
  api.requestDeployment(ids.sandboxes.held, 'api-gateway', { branch: `feature/${mark}` });

const changeHold: Change = ({ qa, ids }, mark) =>
  qa.request('PUT', `/sandboxes/${ids.sandboxes.held}/hold`, {
    reason: `Held for ${mark}`,
    until: new Date(Date.now() + 7_200_000).toISOString(),
  });

const field =
  (id: string) =>
  (page: Page): Locator =>
    page.getByTestId(id).first();
const option = (page: Page, mark: string) => page.locator('option', { hasText: mark }).first();
const section = (name: string, others: Omit<LivingPage, 'route'>): LivingPage => ({
  route: `sandboxes/:sandboxId/${name}`,
  ...others,
});

/** For what can only be one or the other. */
const isEven = (mark: string) => Number(mark.at(-1)) % 2 === 0;

export const LIVING_PAGES: readonly LivingPage[] = [
  { route: 'sign-in', field: field('username') },
  { route: 'overview', change: describeSandbox },
  { route: 'sandboxes', change: describeSandbox },
  { route: 'sandboxes/new', change: addEnvironment, shows: option, field: field('sandbox-name') },
  { route: 'sandboxes/compare', change: describeSandbox },
  {
    route: 'sandboxes/:sandboxId/services/new',
    change: addOrders,
    shows: (page, mark) => page.getByLabel(`orders-${mark}`),
    field: field('service-name'),
  },
  section('services', {
    change: addOrders,
    shows: (page, mark) => page.getByTestId(`service-orders-${mark}`),
  }),
  section('routes', { change: overrideRoute }),
  section('variables', {
    change: describeSandbox,
    shows: (page, mark) => page.getByTestId('resolved-MARK').filter({ hasText: mark }),
  }),
  section('runtime', { change: addOrders, shows: option }),
  section('activity', { change: addOrders }),
  section('template', { change: saveTemplate }),
  section('settings', {
    change: describeSandbox,
    shows: (page, mark) => page.getByText(`Described by ${mark}`),
    field: field('edit-labels'),
  }),
  {
    route: 'deployments/:deploymentId',
    change: changeHold,
    shows: (page, mark) => page.getByTestId('queue').filter({ hasText: mark }),
  },
  { route: 'deployments', change: requestDeployment },
  { route: 'templates', change: saveTemplate },
  { route: 'templates/new', field: field('yaml') },
  { route: 'templates/:templateId', change: saveTemplate },
  {
    route: 'templates/:templateId/edit',
    change: saveTemplate,
    shows: (page, _, { templateVersion }) =>
      page.getByTestId('overtaken').filter({ hasText: `Version ${templateVersion} ` }),
    field: field('yaml'),
  },
  { route: 'templates/:templateId/compare', change: saveTemplate, shows: option },
  { route: 'environments', change: addEnvironment },
  { route: 'environments/compare', change: changeVariable },
  {
    route: 'environments/:environmentId',
    change: changeVariable,
    shows: (page, mark) => page.getByTestId(`variable-${variableOf(mark)}`),
    field: (page) => page.getByLabel('Value of CURRENCY'),
  },
  { route: 'routes', change: overrideRoute, shows: (page, mark) => page.locator(`[title$="/${mark}"]`) },
  { route: 'queue', change: requestDeployment },
  {
    route: 'agents',
    change: ({ api, gateway }, mark) =>
      api.request('PATCH', `/agents/${gateway.id}`, { noSchedule: isEven(mark) }),
    shows: (page, mark, { gateway }) =>
      page
        .getByTestId(`agent-${gateway.name}`)
        .locator('sdp-chip', { hasText: isEven(mark) ? 'Draining' : 'Connected' }),
  },
  {
    route: 'repositories',
    change: ({ api, gitUrl }, mark) =>
      until('an agent clones the repository', 20_000, () =>
        api.post('/repositories', {
          name: `repository-${mark}`,
          url: `${gitUrl}/orders.git`,
          kind: 'micro',
        }),
      ),
  },
  { route: 'repositories/:name', change: addOrders },
  {
    route: 'webhooks',
    change: ({ api }, mark) =>
      api.post('/webhooks', {
        name: `hook-${mark}`,
        repositories: [{ repository: 'orders', fullName: 'shop/orders' }],
      }),
  },
  {
    route: 'webhooks/:webhookId',
    change: ({ api, ids }, mark) =>
      api.request('PATCH', `/webhooks/${ids.webhook}`, { name: `shop-${mark}` }),
  },
  {
    route: 'users',
    change: ({ api }, mark) => api.request('PATCH', '/users/qa', { role: isEven(mark) ? 'qa' : 'developer' }),
    shows: (page, mark) =>
      page.locator(`[data-testid=role-qa]:has(option:checked[value=${isEven(mark) ? 'qa' : 'developer'}])`),
  },
  { route: 'audit', change: addEnvironment },
  {
    route: 'session',
    change: ({ api }, mark) => api.post('/tokens', { name: `token-${mark}`, scopes: ['read'] }),
  },
  { route: '**' },
];
