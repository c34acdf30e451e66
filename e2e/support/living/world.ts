import {
  type AddServiceRequest,
  type AgentView,
  type ClonedSandbox,
  type TemplateContent,
  type TemplateView,
} from '@sdp/protocol';
import { type ApiClient } from '../api-client.js';
import { type Furnished } from '../furnishing/furnish.js';
import { makeEnvironments } from '../furnishing/environments.js';
import { makeWebhook } from '../furnishing/webhooks.js';
import { type Platform } from '../platform.js';
import { deployAll } from '../shop.js';
import { until } from '../until.js';

/** Where pages are looked at while others change what they show. */
export interface World {
  api: ApiClient;
  /** Who holds a sandbox that the others wait for. */
  qa: ApiClient;
  /** Address of this host as containers see it: what routes may lead to. */
  bridge: string;
  gitUrl: string;
  gateway: AgentView;
  templateVersion: number;
  ids: Furnished;
}

const CONTENT: TemplateContent = {
  description: 'As it was first',
  environment: 'ocp-test',
  parameters: [{ name: 'branch', default: 'main' }],
  services: [
    { name: 'payments', repository: 'payments', branch: '${branch}' },
    { name: 'api-gateway', repository: 'api-gateway', branch: 'main' },
  ],
};

/**
 * Something on every page, with no more than one sandbox that really runs: for pages that are to change, their states
 * matter less than that they are many.
 */
export async function makeWorld(platform: Platform, baselineUrl: string): Promise<World> {
  const { api } = platform;
  const qa = await platform.newClient('qa');
  const environments = await makeEnvironments(api, baselineUrl);
  const { id: template } = await api.post<TemplateView>('/templates', { name: 'payments', content: CONTENT });
  await reviseTemplate(api, template, 'first');
  const webhook = await makeWebhook(api, template);
  const running = await runningSandbox(api, environments.shared);
  const { sandbox: held } = await api.post<ClonedSandbox>(`/templates/${template}/clone`, {
    name: 'instant-payments',
    parameters: {},
    deploy: false,
  });
  await holdBy(qa, api, held.id, 'first');
  const { id: waiting } = await api.requestDeployment(held.id, 'payments');
  await until('it waits behind the hold', 10_000, async () => {
    const { queue } = await api.deployment(waiting);
    return queue?.waitsFor.includes('first');
  });
  const agents = await api.get<AgentView[]>('/agents');
  const gateway = agents.find(({ kind }) => kind === 'gateway');
  if (!gateway) throw new Error('no gateway agent has ever connected');
  return {
    api,
    qa,
    bridge: platform.bridgeAddress,
    gitUrl: platform.git.url,
    gateway,
    templateVersion: 2,
    ids: furnishedWith(
      { running: running.id, held: held.id, deployed: running.deployment, waiting },
      {
        environments,
        template,
        webhook,
      },
    ),
  };
}

/** Answers the version that it made. */
export async function reviseTemplate(api: ApiClient, id: string, mark: string): Promise<number> {
  const content = { ...CONTENT, description: `Changed by ${mark}`, variables: { MARK: mark } };
  const { version } = await api.post<TemplateView>(`/templates/${id}/versions`, {
    content,
    note: `Note ${mark}`,
  });
  return version;
}

/** An agent that has only just connected takes nothing before it has said what it can deploy. */
export function addService(api: ApiClient, sandboxId: string, service: AddServiceRequest): Promise<unknown> {
  return until(`an agent takes ${service.repository}`, 20_000, () => api.addService(sandboxId, service));
}

async function runningSandbox(api: ApiClient, environmentId: string) {
  const { id } = await api.createSandbox({ name: 'fast-orders', environmentId, labels: { team: 'shop' } });
  for (const repository of ['orders', 'api-gateway'])
    await addService(api, id, { repository, branch: 'main', healthPath: '/health' });
  const { deployments } = await deployAll(api, id);
  const deployment = deployments.find(({ service }) => service === 'orders')?.id ?? '';
  return { id, deployment };
}

/** Somebody else's, so that deployments wait behind it. */
async function holdBy(holder: ApiClient, owner: ApiClient, sandboxId: string, reason: string): Promise<void> {
  await owner.request('PUT', `/sandboxes/${sandboxId}/shares`, { users: ['qa'] });
  const until = new Date(Date.now() + 7_200_000).toISOString();
  await holder.request('PUT', `/sandboxes/${sandboxId}/hold`, { reason, until });
}

function furnishedWith(
  { running, held, deployed, waiting }: Record<'running' | 'held' | 'deployed' | 'waiting', string>,
  others: Pick<Furnished, 'environments' | 'template' | 'webhook'>,
): Furnished {
  return {
    ...others,
    sandboxes: {
      running,
      held,
      failed: running,
      drifted: running,
      stopped: running,
      busy: running,
      empty: running,
    },
    deployments: { succeeded: waiting, failed: deployed, building: deployed, waiting },
  };
}
