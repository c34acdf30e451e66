import {
  type AgentView,
  type ClonedSandbox,
  type CreatedToken,
  type DeploymentGroupView,
  type EnvironmentView,
  GATEWAY_SERVICE,
  type OwnSessionView,
  type RouteSetView,
  type SandboxSummary,
  type SandboxView,
  type TemplateView,
  type TokenList,
  type UserView,
  type WebhookView,
} from '@sdp/protocol';
import { cloudPullRequest } from '@sdp/testing';
import { ControlPlane, TOKENS } from '../control-plane.js';
import { type FakeBrowser } from '../fake-browser.js';
import { GitHost } from '../git-host.js';
import { type PlayedHost } from '../played-host.js';
import { waitUntil } from '../wait-until.js';
import { ENDLESS_SERVICE, willingAgent } from './willing-agent.js';

/** Everybody there is, seen from the things of `ada`; `shared` and `sharedQa` may use her sandboxes. */
export const CALLERS = {
  anonymous: null,
  agent: null,
  owner: 'ada',
  other: 'bob',
  shared: 'sam',
  qa: 'quentin',
  sharedQa: 'quinn',
  ops: 'olga',
} as const;
export type Caller = keyof typeof CALLERS;

const SHARED_WITH: readonly string[] = [CALLERS.shared, CALLERS.sharedQa];
const SERVICES = ['orders', ENDLESS_SERVICE, 'api-gateway'];

/** A sandbox with all that belongs to it: what routes are called with. */
export interface Things {
  /** Different for each, for names that have to be free. */
  suffix: string;
  sandboxId: string;
  /** Ended well, and its release is still there. */
  deploymentId: string;
  /** Does not end. */
  activeDeploymentId: string;
  groupId: string;
  environmentId: string;
  unusedEnvironmentId: string;
  templateId: string;
  templateName: string;
  /** Made from the template. */
  clonedSandboxId: string;
  webhookId: string;
  ruleId: string;
  deliveryId: string;
  /** Made for a pull request. */
  pullRequestSandboxId: string;
  /** An agent that has nothing to do. */
  agentId: string;
  /** One of ada's. */
  tokenId: string;
  /** Another session of ada's. */
  ownSessionId: string;
}

export class World {
  private count = 0;

  private constructor(
    readonly plane: ControlPlane,
    readonly browsers: ReadonlyMap<Caller, FakeBrowser>,
    readonly gateway: PlayedHost,
    private readonly idleAgentId: string,
  ) {}

  static async create(): Promise<World> {
    // Nobody sends heartbeats here.
    const plane = await ControlPlane.start({
      config: { heartbeatMs: 60_000, leaseMs: 3_600_000, routeAllow: ['192.0.2.0/24'] },
    });
    await willingAgent(plane, 'micro-1');
    const gateway = await willingAgent(plane, 'gateway-1');
    const browsers = new Map<Caller, FakeBrowser>();
    for (const [caller, username] of Object.entries(CALLERS))
      browsers.set(caller as Caller, username ? await plane.browser(username) : plane.visitor());
    await plane.browser('peter');

    // Whoever stole an agent's token may try it as anything.
    browsers.get('agent')!.cookie = `sdp_session=${TOKENS['micro-1']}`;
    const ops = browsers.get('ops')!;
    for (const name of [CALLERS.qa, CALLERS.sharedQa])
      await ops.call<UserView>('PATCH', `/api/users/${name}`, { role: 'qa' });
    const agents = await ops.call<AgentView[]>('GET', '/api/agents');
    return new World(plane, browsers, gateway, agents.find(({ name }) => name === 'micro-2')!.id);
  }

  browser(caller: Caller): FakeBrowser {
    return this.browsers.get(caller)!;
  }

  /** What does not end by itself is brought to an end. */
  async settle({ groupId, activeDeploymentId }: Things): Promise<void> {
    const ops = this.browser('ops');
    await ops.send('POST', `/api/deployment-groups/${groupId}/cancel`);
    const { status } = await ops.send('GET', `/api/deployments/${activeDeploymentId}`);
    if (status === 200) await ops.deploymentIn(activeDeploymentId, 'canceled', 'superseded', 'succeeded');
  }

  /** Somebody changes the gateway by hand. */
  async driftAway({ sandboxId }: Things): Promise<void> {
    const other = { orders_url: 'http://192.0.2.7' };
    await this.gateway.changeByHand(sandboxId, GATEWAY_SERVICE, other);
    await waitUntil('the drift to be seen', async () => {
      const { state } = await this.browser('ops').call<RouteSetView>(
        'GET',
        `/api/sandboxes/${sandboxId}/routes`,
      );
      return state === 'drifted';
    });
  }

  /** New ones; the old sandboxes go, with what is under way in them: there is only so much room. */
  async freshThings(things: Things): Promise<Things> {
    for (const id of [things.sandboxId, things.clonedSandboxId, things.pullRequestSandboxId])
      await this.browser('ops').send('DELETE', `/api/sandboxes/${id}`);
    await this.browser('owner').send('DELETE', `/api/tokens/${things.tokenId}`);
    await this.browser('owner').send('DELETE', `/api/sessions/${things.ownSessionId}`);
    return this.things();
  }

  /** The old ones, where nothing but a free name is used up. */
  withFreeNames(things: Things): Things {
    return { ...things, suffix: this.nextSuffix() };
  }

  /** What of them, or of the rights to them, is not as it was made. */
  async missingOf(things: Things): Promise<string[]> {
    const ada = this.browser('owner');
    const missing: string[] = [];
    for (const address of addressesOf(things))
      if ((await ada.send('GET', address)).status !== 200) missing.push(address);
    if (missing.length > 0) return missing;

    const { tokens } = await ada.call<TokenList>('GET', '/api/tokens');
    const sessions = await ada.call<OwnSessionView[]>('GET', '/api/sessions');
    const sandbox = await ada.call<SandboxView>('GET', `/api/sandboxes/${things.sandboxId}`);
    const services = sandbox.services.map(({ name }) => name);
    const webhook = await ada.call<WebhookView>('GET', `/api/webhooks/${things.webhookId}`);
    const claims = {
      'its services': SERVICES.every((service) => services.includes(service)),
      'its shares': sandbox.sharedWith.toSorted().join() === SHARED_WITH.toSorted().join(),
      'its place': !sandbox.isDeleting,
      'the rule': webhook.rules.some(({ id }) => id === things.ruleId),
      'the token': tokens.some(({ id }) => id === things.tokenId),
      'the session': sessions.some(({ id }) => id === things.ownSessionId),
    };
    return Object.entries(claims).flatMap(([what, isThere]) => (isThere ? [] : [what]));
  }

  async things(): Promise<Things> {
    const ada = this.browser('owner');
    const suffix = this.nextSuffix();
    const environment = await ada.call<EnvironmentView>('POST', '/api/environments', {
      name: `stage-${suffix}`,
      variables: [
        { name: 'orders_url', value: 'http://ocp.test/orders' },
        { name: 'DB_PASSWORD', value: 'canary-of-the-environment', isSecret: true },
      ],
    });
    const { id: sandboxId } = await ada.call<SandboxView>('POST', '/api/sandboxes', {
      name: `sandbox-${suffix}`,
      environmentId: environment.id,
    });
    const path = `/api/sandboxes/${sandboxId}`;
    await this.share(sandboxId);
    for (const repository of SERVICES)
      await ada.call('POST', `${path}/services`, { repository, branch: 'main' });

    const deploymentIds = [];
    for (const service of ['orders', 'api-gateway'])
      deploymentIds.push((await ada.deploy(sandboxId, service)).id);
    for (const id of deploymentIds) await ada.deploymentIn(id, 'succeeded');
    const active = await this.endless(sandboxId);
    const template = await this.template(sandboxId, suffix);
    const clone = { name: `cloned-${suffix}` };
    const { sandbox } = await ada.call<ClonedSandbox>(
      'POST',
      `/api/templates/${template.templateId}/clone`,
      clone,
    );
    await this.share(sandbox.id);
    return {
      suffix,
      sandboxId,
      deploymentId: deploymentIds[0]!,
      ...active,
      environmentId: environment.id,
      ...(await this.unusedEnvironment(suffix)),
      ...template,
      clonedSandboxId: sandbox.id,
      ...(await this.pullRequest(template.templateId, suffix)),
      agentId: this.idleAgentId,
      ...(await this.token(suffix)),
      ...(await this.session()),
    };
  }

  /** A deployment that does not end, in its group. */
  async endless(sandboxId: string) {
    const path = `/api/sandboxes/${sandboxId}/deployments`;
    const group = await this.browser('owner').call<DeploymentGroupView>('POST', path, {
      services: [ENDLESS_SERVICE],
    });
    return { activeDeploymentId: group.deployments[0]!.id, groupId: group.id };
  }

  async unusedEnvironment(suffix: string) {
    const { id } = await this.browser('owner').call<EnvironmentView>('POST', '/api/environments', {
      name: `unused-${suffix}`,
    });
    return { unusedEnvironmentId: id };
  }

  async template(sandboxId: string, suffix: string) {
    const { id, name } = await this.browser('owner').call<TemplateView>(
      'POST',
      '/api/templates/from-sandbox',
      { sandboxId, name: `template-${suffix}` },
    );
    return { templateId: id, templateName: name };
  }

  async token(suffix: string) {
    const token = { name: `token-${suffix}`, scopes: ['read'] };
    const { id } = await this.browser('owner').call<CreatedToken>('POST', '/api/tokens', token);
    return { tokenId: id };
  }

  /** A webhook with a rule, and a pull request that was opened. */
  async pullRequest(templateId: string, suffix: string) {
    const [ada, name] = [this.browser('owner'), `hook-${suffix}`];
    const repositories = [{ repository: 'orders', fullName: 'shop/orders' }];
    const host = await GitHost.withWebhook(ada, this.plane.url, repositories, name);
    const { webhookId } = host;
    const { ruleId } = await this.pullRequestRule(webhookId, templateId, suffix);
    const { id: deliveryId, outcome } = await host.tell(cloudPullRequest({ number: 1 }));
    const sandboxes = await ada.call<SandboxSummary[]>('GET', '/api/sandboxes');
    const made = sandboxes.find((sandbox) => sandbox.name === `pr-${suffix}-1`);
    if (!made) throw new Error(`There is no sandbox for the pull request: ${outcome}`);
    await this.share(made.id);
    return { webhookId, ruleId, deliveryId, pullRequestSandboxId: made.id };
  }

  async pullRequestRule(webhookId: string, templateId: string, suffix: string) {
    const rule = { repository: 'orders', templateId, namePattern: `pr-${suffix}-{number}` };
    const path = `/api/webhooks/${webhookId}/rules`;
    const { rules } = await this.browser('owner').call<WebhookView>('POST', path, rule);
    return { ruleId: rules[0]!.id };
  }

  async share(sandboxId: string): Promise<void> {
    await this.browser('owner').call('PUT', `/api/sandboxes/${sandboxId}/shares`, { users: SHARED_WITH });
  }

  /** Another one of ada's. */
  async session() {
    const browser = await this.plane.browser(CALLERS.owner);
    const sessions = await browser.call<OwnSessionView[]>('GET', '/api/sessions');
    return { ownSessionId: sessions.find(({ isCurrent }) => isCurrent)!.id };
  }

  private nextSuffix(): string {
    return `${++this.count}`;
  }
}

/** Where they are seen, each by itself. */
function addressesOf(things: Things): string[] {
  return [
    `sandboxes/${things.sandboxId}`,
    `sandboxes/${things.clonedSandboxId}`,
    `sandboxes/${things.pullRequestSandboxId}`,
    `deployments/${things.deploymentId}`,
    `deployments/${things.activeDeploymentId}`,
    `deployment-groups/${things.groupId}`,
    `environments/${things.environmentId}`,
    `environments/${things.unusedEnvironmentId}`,
    `templates/${things.templateId}`,
    `webhooks/${things.webhookId}`,
  ].map((path) => `/api/${path}`);
}
