import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE, type ObservedState } from '@sdp/protocol';
import { among } from '../../database/many-ids.js';
import { AgentsService } from '../../agents/agents.service.js';
import { EnvironmentsService } from '../../environments/environments.service.js';
import { notFound } from '../../errors/domain-error.js';
import { instanceUrl } from '../../sandboxes/instances/instance-url.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { wishOf } from '../../sandboxes/instances/wish.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { OverrideRecords, overrideOf } from '../overrides/override-records.js';
import { type RouteOverrideRow } from '../overrides/route-override.entity.js';
import { UrlCheck } from '../overrides/url-check.js';
import { effectiveSet, type EffectiveSet, type InstanceTarget, type RouteSources } from './effective-set.js';
import { routesAmong } from './route-names.js';
import { type RouteTargets } from './route-targets.js';

/** Everything that is read for the sets of several sandboxes, at once. */
interface Reading {
  sandboxes: ReadonlyMap<string, Sandbox>;
  /** By sandbox, as are the overrides. */
  instances: ReadonlyMap<string, ServiceInstance[]>;
  overrides: ReadonlyMap<string, RouteOverrideRow[]>;
  baselines: ReadonlyMap<string, RouteTargets>;
  urlOf: (instance: ServiceInstance) => string;
}

const PROBLEMS: Readonly<Record<ObservedState, string | null>> = {
  running: null,
  unhealthy: 'is not healthy',
  exited: 'has exited',
  missing: 'does not run: deploy it',
  unknown: 'is out of sight, since its agent is away',
};

/** What the routes of sandboxes should be, as of now. */
@Injectable()
export class EffectiveRoutes {
  constructor(
    private readonly records: SandboxRecords,
    private readonly overrides: OverrideRecords,
    private readonly environments: EnvironmentsService,
    private readonly agents: AgentsService,
    private readonly urls: UrlCheck,
  ) {}

  /** What its gateway should have. */
  async of(sandboxId: string): Promise<EffectiveSet> {
    return effectiveSet(await this.sourcesOf(sandboxId));
  }

  /** By sandbox; the number of queries does not grow with theirs. `without`: as if that sandbox had no instances. */
  async ofAll(
    sandboxIds: readonly string[],
    { without }: { without?: string } = {},
  ): Promise<ReadonlyMap<string, EffectiveSet>> {
    const reading = await this.read(sandboxIds, without);
    const known = sandboxIds.flatMap((id) => reading.sandboxes.get(id) ?? []);
    return new Map(
      known.map((sandbox) => [sandbox.id, effectiveSet(this.sources(reading, sandbox, GATEWAY_SERVICE))]),
    );
  }

  /** What they follow from; `consumer` is the service that is given them. */
  async sourcesOf(sandboxId: string, consumer = GATEWAY_SERVICE): Promise<RouteSources> {
    const reading = await this.read([sandboxId]);
    const sandbox = reading.sandboxes.get(sandboxId);
    if (!sandbox) throw notFound('sandbox');
    return this.sources(reading, sandbox, consumer);
  }

  private async read(sandboxIds: readonly string[], without?: string): Promise<Reading> {
    const overrides = await this.overrides.of(sandboxIds);
    const ids = [...new Set([...sandboxIds, ...overrides.flatMap((one) => one.targetSandboxId ?? [])])];
    const sandboxes = await this.records.sandboxes.findBy(among('id', ids));
    const instances = await this.records.instances.findBy(among('sandboxId', ids));
    const agents = await this.agents.byIds([...new Set(instances.map(({ agentId }) => agentId))]);
    const baselines = await this.environments.baselinesOf(
      sandboxes.flatMap(({ environmentId }) => environmentId ?? []),
    );
    return {
      sandboxes: new Map(sandboxes.map((sandbox) => [sandbox.id, sandbox])),
      instances: bySandbox(
        instances.filter(({ desired, sandboxId }) => desired !== 'removed' && sandboxId !== without),
      ),
      overrides: bySandbox(overrides),
      baselines,
      urlOf: ({ agentId, hostPort }) => instanceUrl(agents.get(agentId), hostPort),
    };
  }

  private sources(reading: Reading, sandbox: Sandbox, consumer: string): RouteSources {
    const { instances, sandboxes, baselines, overrides, urlOf } = reading;
    const targetOf = (instance: ServiceInstance): InstanceTarget => ({
      url: urlOf(instance),
      sandboxName: sandboxes.get(instance.sandboxId)?.name ?? '',
      ...standingOf(instance, sandboxes.get(instance.sandboxId)),
    });
    const own = instances.get(sandbox.id) ?? [];
    return {
      baseline: routesAmong({
        ...(sandbox.environmentId === null ? {} : baselines.get(sandbox.environmentId)),
        ...sandbox.variables,
        ...own.find(({ name }) => name === consumer)?.variables,
      }),
      own: new Map(
        own.filter(({ name }) => mayLeadTo(name, consumer)).map((one) => [one.name, targetOf(one)]),
      ),
      overrides: (overrides.get(sandbox.id) ?? []).map((row) => ({
        service: row.service,
        override: overrideOf(row),
        sandboxName: sandboxes.get(row.targetSandboxId ?? '')?.name ?? row.targetSandboxName,
      })),
      instanceOf: (sandboxId, service) => {
        const found = instances.get(sandboxId)?.find(({ name }) => name === service);
        return found && targetOf(found);
      },
      refusalOf: (url) => this.urls.refusalOf(url),
    };
  }
}

function bySandbox<Row extends { sandboxId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.sandboxId);
    if (group) group.push(row);
    else groups.set(row.sandboxId, [row]);
  }
  return groups;
}

/** A gateway is not led to itself. */
function mayLeadTo(service: string, consumer: string): boolean {
  return service !== GATEWAY_SERVICE || consumer !== GATEWAY_SERVICE;
}

/** A sandbox that is stopped as a whole has nobody to warn; one service alone that is stopped is still asked for. */
function standingOf(
  instance: ServiceInstance,
  sandbox: Sandbox | undefined,
): Pick<InstanceTarget, 'problem' | 'isStopped'> {
  const isStopped = sandbox?.isStopped ?? false;
  const isWanted = wishOf(instance, { isStopped }) !== 'stopped';
  return { isStopped, problem: isWanted ? PROBLEMS[instance.observed] : 'is stopped' };
}
