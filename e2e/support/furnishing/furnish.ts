import { type AgentView } from '@sdp/protocol';
import { type Platform } from '../platform.js';
import { until } from '../until.js';
import { makeEnvironments } from './environments.js';
import { makeSandboxes } from './sandboxes.js';
import { makeTemplates } from './templates.js';
import { type Team } from './team.js';
import { makeTokens } from './tokens.js';
import { makeWebhook } from './webhooks.js';

/** Ids of what was made, by what is to be seen of it. */
export interface Furnished {
  sandboxes: Readonly<
    Record<'running' | 'failed' | 'drifted' | 'held' | 'stopped' | 'busy' | 'empty', string>
  >;
  deployments: Readonly<Record<'succeeded' | 'failed' | 'building' | 'waiting', string>>;
  environments: Readonly<Record<'shared' | 'staging', string>>;
  template: string;
  webhook: string;
}

/**
 * Makes of a bare platform one on which a team has worked for a while: every state that a page can show is there once.
 * One build hangs at the platform's gate until `platform.goGate.release()`.
 */
export async function furnish(platform: Platform, baselineUrl: string): Promise<Furnished> {
  const team = await meet(platform);
  const environments = await makeEnvironments(team.dev, baselineUrl);
  const template = await makeTemplates(team.dev);
  const { sandboxes, deployments } = await makeSandboxes(platform, team, {
    environmentId: environments.shared,
    templateId: template,
    baselineUrl,
  });
  await drainGateway(team, platform.names.gateway);
  const webhook = await makeWebhook(team.dev, template);
  await makeTokens(team.dev);
  return { sandboxes, deployments, environments, template, webhook };
}

/** Everybody exists once they have signed in. */
async function meet(platform: Platform): Promise<Team> {
  const [ada, qa, ops] = await Promise.all([
    platform.newClient('ada'),
    platform.newClient('qa'),
    platform.newClient('ops'),
  ]);
  await ops.request('PATCH', '/users/qa', { role: 'qa' });
  return { dev: platform.api, ada, qa, ops };
}

async function drainGateway({ ops }: Team, name: string): Promise<void> {
  const agents = await ops.get<AgentView[]>('/agents');
  const gateway = agents.find((agent) => agent.name === name);
  await ops.request('PATCH', `/agents/${gateway?.id}`, { noSchedule: true });
  await until(`${name} is drained`, 10_000, async () => {
    const { noSchedule } = await ops.get<AgentView>(`/agents/${gateway?.id}`);
    return noSchedule;
  });
}
