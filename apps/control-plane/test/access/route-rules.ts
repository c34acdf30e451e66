import { type Route } from './routes-of.js';
import { type Caller, type Things, type World } from './world.js';

/** Who may, and what the others are told. Whoever is not signed in is told so (401), but for what is public. */
interface Rule {
  callers: readonly Caller[];
  refusal: 403 | 404;
}

const EVERYBODY: readonly Caller[] = ['owner', 'other', 'shared', 'qa', 'sharedQa', 'ops'];
const rule = (refusal: 403 | 404, ...callers: Caller[]): Rule => ({ callers, refusal });

const anybody = rule(403, 'anonymous', 'agent', ...EVERYBODY);
const signedIn = rule(403, ...EVERYBODY);
/** Not yours and not there are both 404. */
const mayUse = rule(404, 'owner', 'shared', 'sharedQa', 'ops');
const mayEdit = rule(404, 'owner', 'shared', 'ops');
const mayOwn = rule(404, 'owner', 'ops');
const ops = rule(403, 'ops');
const noQa = rule(403, 'owner', 'other', 'shared', 'ops');

export interface RouteRule extends Rule {
  /** The refusals that differ from `refusal`. */
  others?: Partial<Record<Caller, number>>;
  body?: (things: Things) => unknown;
  query?: (things: Things) => string;
  /** Which thing `:id` is, when it is not the one that the path begins with. */
  id?: (things: Things) => string;
  /** What has to have happened for it to do something. */
  prepare?: (world: World, things: Things) => Promise<unknown>;
  /** It ends the caller's session: each comes with a new one. */
  endsSession?: true;
}

/** What an environment's or a template's owner and ops may; QA is told that it is not for its role. */
const ownedByDevelopers: Pick<RouteRule, 'callers' | 'refusal' | 'others'> = {
  ...mayOwn,
  others: { qa: 403, sharedQa: 403 },
};

const content = { services: [{ name: 'orders', repository: 'orders', branch: 'main' }] };
const yaml = (name: string) =>
  `name: ${name}\nservices:\n  orders:\n    repository: orders\n    branch: main\n`;
const anHourAhead = () => new Date(Date.now() + 3_600_000).toISOString();
const nothing = () => ({});
const asOwner =
  (method: string, path: (things: Things) => string, body?: unknown): RouteRule['prepare'] =>
  (world, things) =>
    world.browser('owner').call(method, path(things), body);
const sandbox = ({ sandboxId }: Things) => `/api/sandboxes/${sandboxId}`;

/** Every route there is. One that is not here fails the test, as does one that is not there any more. */
export const ROUTE_RULES: Readonly<Record<string, RouteRule>> = {
  'GET /api/health': anybody,
  'GET /api/health/live': anybody,
  'GET /api/health/ready': anybody,

  'GET /api/metrics': ops,

  'POST /api/session': {
    ...anybody,
    body: () => ({ username: 'peter', password: 'canary-of-peter' }),
    endsSession: true,
  },
  'GET /api/session': signedIn,
  'DELETE /api/session': { ...signedIn, endsSession: true },
  'GET /api/sessions': signedIn,
  'DELETE /api/sessions/:id': { ...rule(404, 'owner'), id: ({ ownSessionId }) => ownSessionId },
  'DELETE /api/sessions': signedIn,
  'GET /api/tokens': signedIn,
  'POST /api/tokens': { ...signedIn, body: ({ suffix }) => ({ name: `new-${suffix}`, scopes: ['read'] }) },
  'PATCH /api/tokens/:id': { ...rule(404, 'owner'), body: ({ suffix }) => ({ name: `other-${suffix}` }) },
  'DELETE /api/tokens/:id': rule(404, 'owner'),
  'GET /api/users': signedIn,
  'PATCH /api/users/:username': { ...ops, body: () => ({ role: 'qa' }) },
  'GET /api/audit': ops,
  'GET /api/audit/export': ops,
  'GET /api/retention': ops,

  'GET /api/agents': signedIn,
  'GET /api/agents/:id': signedIn,
  'GET /api/agents/:id/load': signedIn,
  'GET /api/agents/:id/storage': ops,
  'PATCH /api/agents/:id': { ...ops, body: () => ({ noSchedule: true }) },
  'POST /api/agents/:id/token': ops,
  'DELETE /api/agents/:id/token': ops,
  'GET /api/queue': signedIn,

  'GET /api/repositories': signedIn,
  'POST /api/repositories': {
    ...signedIn,
    body: ({ suffix }) => ({
      name: `repository-${suffix}`,
      url: `https://git.test/${suffix}.git`,
      kind: 'micro',
    }),
  },
  'GET /api/repositories/:name/branches': signedIn,
  'GET /api/repositories/:name/uses': signedIn,

  'GET /api/environments': signedIn,
  'POST /api/environments': { ...noQa, body: ({ suffix }) => ({ name: `new-${suffix}` }) },
  'GET /api/environments/compare': {
    ...signedIn,
    query: ({ environmentId }) => `left=${environmentId}&right=${environmentId}`,
  },
  'GET /api/environments/:id': signedIn,
  'PATCH /api/environments/:id': { ...ownedByDevelopers, body: () => ({ description: 'another' }) },
  'DELETE /api/environments/:id': {
    ...ownedByDevelopers,
    id: ({ unusedEnvironmentId }) => unusedEnvironmentId,
  },
  'POST /api/environments/:id/clone': { ...noQa, body: ({ suffix }) => ({ name: `clone-${suffix}` }) },
  'PATCH /api/environments/:id/variables': {
    ...ownedByDevelopers,
    body: () => ({ set: [{ name: 'API_KEY', value: 'canary-of-a-change', isSecret: true }] }),
  },
  'POST /api/environments/:id/import': {
    ...ownedByDevelopers,
    body: () => ({ text: 'TOKEN=canary-of-an-import', secrets: ['TOKEN'] }),
  },
  'POST /api/environments/:id/import/preview': {
    ...ownedByDevelopers,
    body: () => ({ text: 'TOKEN=canary-of-a-preview', secrets: ['TOKEN'] }),
  },
  'GET /api/environments/:id/export': signedIn,
  'GET /api/environments/:id/versions': signedIn,
  'POST /api/environments/:id/versions/:version/restore': ownedByDevelopers,

  'GET /api/sandboxes': signedIn,
  'POST /api/sandboxes': { ...signedIn, body: ({ suffix }) => ({ name: `new-${suffix}` }) },
  'GET /api/sandboxes/:id': signedIn,
  'GET /api/sandboxes/:id/activity': signedIn,
  'PATCH /api/sandboxes/:id': { ...mayEdit, body: () => ({ description: 'another' }) },
  'DELETE /api/sandboxes/:id': mayOwn,
  'POST /api/sandboxes/:id/extend': { ...mayEdit, body: () => ({ ttlHours: 48 }) },
  'PUT /api/sandboxes/:id/hold': { ...mayUse, body: () => ({ reason: 'a test', until: anHourAhead() }) },
  'DELETE /api/sandboxes/:id/hold': {
    ...mayUse,
    prepare: (world, things) =>
      world
        .browser('owner')
        .call('PUT', `${sandbox(things)}/hold`, { reason: 'a test', until: anHourAhead() }),
  },
  'PUT /api/sandboxes/:id/shares': { ...mayOwn, body: () => ({ users: ['bob'] }) },
  'POST /api/sandboxes/:id/stop': { ...mayUse, prepare: (world, things) => world.settle(things) },
  'POST /api/sandboxes/:id/start': {
    ...mayUse,
    prepare: async (world, things) => {
      await world.settle(things);
      await world.browser('owner').call('POST', `${sandbox(things)}/stop`);
    },
  },
  'POST /api/sandboxes/:id/clone': { ...signedIn, body: ({ suffix }) => ({ name: `clone-${suffix}` }) },
  'POST /api/sandboxes/:id/deployments': { ...mayUse, body: () => ({ services: ['orders'] }) },
  'GET /api/deployment-groups/:id': signedIn,
  'POST /api/deployment-groups/:id/cancel': mayUse,

  'POST /api/sandboxes/:id/services': {
    ...mayEdit,
    body: ({ suffix }) => ({ name: `orders-${suffix}`, repository: 'orders', branch: 'main' }),
  },
  'PATCH /api/sandboxes/:id/services/:name': { ...mayEdit, body: () => ({ branch: 'feature/x' }) },
  'DELETE /api/sandboxes/:id/services/:name': mayEdit,
  'POST /api/sandboxes/:id/services/:name/deployments': { ...mayUse, body: nothing },
  'POST /api/sandboxes/:id/services/:name/rollback': {
    ...mayUse,
    body: ({ deploymentId }) => ({ deploymentId }),
  },
  'POST /api/sandboxes/:id/services/:name/stop': mayUse,
  'POST /api/sandboxes/:id/services/:name/start': mayUse,
  'POST /api/sandboxes/:id/services/:name/restart': mayUse,
  'GET /api/sandboxes/:id/services/:name/commits': signedIn,
  'GET /api/sandboxes/:id/services/:name/variables': signedIn,
  'GET /api/sandboxes/:id/services/:name/output': signedIn,
  'GET /api/sandboxes/:id/services/:name/stats': signedIn,

  'GET /api/deployments': signedIn,
  'GET /api/deployments/:id': signedIn,
  'GET /api/deployments/:id/log': signedIn,
  'GET /api/deployments/:id/log/download': signedIn,
  'GET /api/deployments/:id/log/outline': signedIn,
  'GET /api/deployments/:id/log/lines': signedIn,
  'GET /api/deployments/:id/log/search': signedIn,
  'POST /api/deployments/:id/cancel': { ...mayUse, id: ({ activeDeploymentId }) => activeDeploymentId },
  'POST /api/deployments/:id/retry': mayUse,

  'GET /api/routes': signedIn,
  'GET /api/sandboxes/:id/routes': signedIn,
  'GET /api/sandboxes/:id/routes/preview': signedIn,
  'GET /api/sandboxes/:id/routes/history': signedIn,
  'GET /api/sandboxes/:id/routes/uses': signedIn,
  'POST /api/sandboxes/:id/routes/probe': signedIn,
  'POST /api/sandboxes/:id/routes/push': { ...mayUse, body: nothing },
  'POST /api/sandboxes/:id/routes/adopt': { ...ops, prepare: (world, things) => world.driftAway(things) },
  'POST /api/sandboxes/:id/routes/history/:revision/restore': mayEdit,
  'PUT /api/sandboxes/:id/routes/overrides/:service': { ...mayEdit, body: () => ({ kind: 'baseline' }) },
  'DELETE /api/sandboxes/:id/routes/overrides/:service': {
    ...mayEdit,
    prepare: asOwner('PUT', (things) => `${sandbox(things)}/routes/overrides/orders`, { kind: 'baseline' }),
  },

  'GET /api/templates': signedIn,
  'POST /api/templates': { ...noQa, body: ({ suffix }) => ({ name: `new-${suffix}`, content }) },
  'GET /api/templates/:id': signedIn,
  'DELETE /api/templates/:id': ownedByDevelopers,
  'GET /api/templates/:id/versions': signedIn,
  'POST /api/templates/:id/versions': { ...ownedByDevelopers, body: () => ({ content }) },
  'GET /api/templates/:id/compare': { ...signedIn, query: () => 'from=1&to=1' },
  'GET /api/templates/:id/export': signedIn,
  'POST /api/templates/from-sandbox': {
    ...noQa,
    body: ({ sandboxId, suffix }) => ({ sandboxId, name: `from-sandbox-${suffix}` }),
  },
  'POST /api/templates/validate': { ...signedIn, body: () => ({ yaml: yaml('checked') }) },
  'POST /api/templates/import': { ...noQa, body: ({ suffix }) => ({ yaml: yaml(`imported-${suffix}`) }) },
  'POST /api/templates/:id/import': {
    ...ownedByDevelopers,
    body: ({ templateName }) => ({ yaml: yaml(templateName) }),
  },
  'POST /api/templates/:id/clone': { ...signedIn, body: ({ suffix }) => ({ name: `copy-${suffix}` }) },
  'GET /api/webhooks': signedIn,
  'POST /api/webhooks': {
    ...noQa,
    body: ({ suffix }) => ({
      name: `new-${suffix}`,
      repositories: [{ repository: 'orders', fullName: 'shop/orders' }],
    }),
  },
  'GET /api/webhooks/:id': signedIn,
  'PATCH /api/webhooks/:id': {
    ...ownedByDevelopers,
    body: ({ suffix }) => ({ name: `renamed-${suffix}` }),
  },
  'POST /api/webhooks/:id/secret': ownedByDevelopers,
  'DELETE /api/webhooks/:id': ownedByDevelopers,
  'GET /api/webhooks/:id/deliveries': signedIn,
  'POST /api/webhooks/:id/deliveries/:deliveryId/redeliver': ownedByDevelopers,
  'POST /api/webhooks/:id/rules': {
    ...ownedByDevelopers,
    body: ({ templateId }) => ({ repository: 'orders', templateId }),
    prepare: asOwner('DELETE', ({ webhookId, ruleId }) => `/api/webhooks/${webhookId}/rules/${ruleId}`),
  },
  'PATCH /api/webhooks/:id/rules/:ruleId': { ...ownedByDevelopers, body: () => ({ maxSandboxes: 7 }) },
  'DELETE /api/webhooks/:id/rules/:ruleId': ownedByDevelopers,
  // Nobody comes in without a signature, whoever they are.
  'POST /api/webhooks/bitbucket/:id': {
    ...rule(403),
    others: { owner: 401, other: 401, shared: 401, qa: 401, sharedQa: 401, ops: 401 },
  },
  'PUT /api/sandboxes/:id/pull-request': {
    ...mayOwn,
    id: ({ pullRequestSandboxId }) => pullRequestSandboxId,
    body: () => ({ isKept: true }),
  },

  'GET /api/sandboxes/:id/template': { ...signedIn, id: ({ clonedSandboxId }) => clonedSandboxId },
  'POST /api/sandboxes/:id/template/update': {
    ...mayEdit,
    id: ({ clonedSandboxId }) => clonedSandboxId,
    body: nothing,
  },
};

const ID_OF: Readonly<Record<string, keyof Things>> = {
  agents: 'agentId',
  sandboxes: 'sandboxId',
  deployments: 'deploymentId',
  'deployment-groups': 'groupId',
  environments: 'environmentId',
  templates: 'templateId',
  tokens: 'tokenId',
  webhooks: 'webhookId',
};

/** The address of a route for these things. */
export function addressOf({ path }: Route, { id, query }: RouteRule, things: Things): string {
  const kind = path.split('/')[2]!;
  const address = path
    .replace(':id', id?.(things) ?? things[ID_OF[kind]!] ?? '')
    .replace(':ruleId', things.ruleId)
    .replace(':deliveryId', things.deliveryId)
    .replace(':name', 'orders')
    .replace(':service', 'orders')
    .replace(':username', 'peter')
    .replace(/:version|:revision/, '1');
  return query ? `${address}?${query(things)}` : address;
}
