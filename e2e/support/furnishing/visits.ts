import { type Furnished } from './furnish.js';

/** One page of the admin with something on it. */
export interface Visit {
  /** Of its pictures. */
  name: string;
  /** As app.routes.ts has it. */
  route: string;
  path: string;
  /** What its title begins with. */
  title: string;
}

/** Every page of the admin; some of them in more than one state. */
export function visits({ sandboxes, deployments, environments, template, webhook }: Furnished): Visit[] {
  const section = (name: string, title: string, id = sandboxes.running): Visit => ({
    name: `sandbox-${name}`,
    route: `sandboxes/:sandboxId/${name}`,
    path: `/sandboxes/${id}/${name}`,
    title,
  });
  const deployment = (name: string, id: string, title: string): Visit => ({
    name,
    route: 'deployments/:deploymentId',
    path: `/deployments/${id}`,
    title,
  });
  const top = (name: string, title: string): Visit => ({ name, route: name, path: `/${name}`, title });
  return [
    top('overview', 'Overview'),
    top('sandboxes', 'Sandboxes'),
    { name: 'new-sandbox', route: 'sandboxes/new', path: '/sandboxes/new', title: 'New sandbox' },
    {
      name: 'compare-sandboxes',
      route: 'sandboxes/compare',
      path: `/sandboxes/compare?left=${sandboxes.running}&right=${sandboxes.held}`,
      title: 'Compare sandboxes',
    },
    {
      name: 'add-service',
      route: 'sandboxes/:sandboxId/services/new',
      path: `/sandboxes/${sandboxes.running}/services/new`,
      title: 'Add a service',
    },
    section('services', 'fast-orders'),
    section('routes', 'Routes of fast-orders'),
    { ...section('routes', 'Routes of new-banner', sandboxes.drifted), name: 'sandbox-drifted' },
    { ...section('services', 'instant-payments', sandboxes.held), name: 'sandbox-held' },
    { ...section('services', 'warehouse', sandboxes.stopped), name: 'sandbox-stopped' },
    { ...section('services', 'idea', sandboxes.empty), name: 'sandbox-empty' },
    section('variables', 'Variables of fast-orders'),
    section('runtime', 'Runtime of fast-orders'),
    section('activity', 'Activity of fast-orders'),
    section('template', 'Template of instant-payments', sandboxes.held),
    section('settings', 'Settings of fast-orders'),
    deployment('deployment', deployments.succeeded, 'orders'),
    deployment('failed', deployments.failed, 'orders'),
    deployment('building', deployments.building, 'payments'),
    deployment('waiting', deployments.waiting, 'payments'),
    top('deployments', 'Deployments'),
    top('templates', 'Templates'),
    { name: 'new-template', route: 'templates/new', path: '/templates/new', title: 'New template' },
    {
      name: 'template',
      route: 'templates/:templateId',
      path: `/templates/${template}`,
      title: 'payments',
    },
    {
      name: 'edit-template',
      route: 'templates/:templateId/edit',
      path: `/templates/${template}/edit`,
      title: 'Edit payments',
    },
    {
      name: 'compare-versions',
      route: 'templates/:templateId/compare',
      path: `/templates/${template}/compare?from=1&to=2`,
      title: 'Compare versions of payments',
    },
    top('environments', 'Environments'),
    {
      name: 'compare-environments',
      route: 'environments/compare',
      path: `/environments/compare?left=${environments.shared}&right=${environments.staging}`,
      title: 'Compare environments',
    },
    {
      name: 'environment',
      route: 'environments/:environmentId',
      path: `/environments/${environments.shared}`,
      title: 'ocp-test',
    },
    top('routes', 'Routes'),
    top('queue', 'Queue'),
    top('agents', 'Agents'),
    top('repositories', 'Repositories'),
    {
      name: 'repository',
      route: 'repositories/:name',
      path: '/repositories/orders',
      title: 'orders',
    },
    top('webhooks', 'Webhooks'),
    {
      name: 'webhook',
      route: 'webhooks/:webhookId',
      path: `/webhooks/${webhook}`,
      title: 'shop',
    },
    top('users', 'Users'),
    top('audit', 'Audit'),
    top('session', 'My tokens and session'),
    { name: 'not-found', route: '**', path: '/no/such/page', title: 'Not found' },
  ];
}
