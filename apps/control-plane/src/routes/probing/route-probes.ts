import { Injectable } from '@nestjs/common';
import { type RouteProbe } from '@sdp/protocol';
import { AgentLink } from '../../agents/agent-link.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { readProbes } from './probe-answer.js';
import { type ProbePlan, ProbePlans } from './probe-plans.js';

/** The agent gives up on a target earlier by itself. */
const FRAME_TIMEOUT_MS = 30_000;
const MAX_TARGETS_PER_FRAME = 1_000;

/** Looks at targets from the gateways' hosts: one round at a time for each agent. What was seen is kept in memory. */
@Injectable()
export class RouteProbes {
  private readonly results = new Map<string, ReadonlyMap<string, RouteProbe>>();
  private readonly rounds = new Map<string, Promise<void>>();

  constructor(
    private readonly plans: ProbePlans,
    private readonly link: AgentLink,
    private readonly changes: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  /** The last look at a target from the gateway of a sandbox; null before the first. */
  seen(sandboxId: string, target: string | null): RouteProbe | null {
    return (target !== null && this.results.get(sandboxId)?.get(target)) || null;
  }

  /** @throws DomainError `conflict` without a gateway, or what its agent says. */
  async probe(sandboxId: string): Promise<void> {
    const plan = await this.plans.of(sandboxId);
    await this.begin(plan.agentId, [plan]);
  }

  /** What can be probed now, of these; an agent that is still busy with a round is left alone. */
  async probeIdle(sandboxIds: readonly string[]): Promise<void> {
    const plans = await this.plans.ofAll(sandboxIds);
    const byAgent = new Map<string, ProbePlan[]>();
    for (const plan of plans) byAgent.set(plan.agentId, [...(byAgent.get(plan.agentId) ?? []), plan]);
    const rounds = [...byAgent].filter(
      ([agentId]) => this.link.isConnected(agentId) && !this.rounds.has(agentId),
    );
    await Promise.all(rounds.map(([agentId, plansThere]) => this.begin(agentId, plansThere)));
  }

  forget(sandboxId: string): void {
    this.results.delete(sandboxId);
  }

  private async begin(agentId: string, plans: readonly ProbePlan[]): Promise<void> {
    const running = this.rounds.get(agentId);
    if (running) return running.catch(() => undefined).then(() => this.begin(agentId, plans));
    const round = this.run(agentId, plans).finally(() => this.rounds.delete(agentId));
    this.rounds.set(agentId, round);
    return round;
  }

  private async run(agentId: string, plans: readonly ProbePlan[]): Promise<void> {
    const targets = [...new Set(plans.flatMap((plan) => plan.targets))];
    const trusted = new Set(plans.flatMap((plan) => plan.trusted));
    const probes = new Map<string, RouteProbe>();
    for (let from = 0; from < targets.length; from += MAX_TARGETS_PER_FRAME)
      for (const one of await this.look(agentId, targets.slice(from, from + MAX_TARGETS_PER_FRAME), trusted))
        probes.set(...one);
    for (const { sandboxId, targets: own } of plans) {
      this.results.set(sandboxId, new Map(own.map((target) => [target, probes.get(target)!])));
      this.changes.announce('routes', sandboxId);
    }
  }

  private async look(
    agentId: string,
    targets: string[],
    trusted: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, RouteProbe>> {
    const frame = { targets, trusted: targets.filter((target) => trusted.has(target)) };
    const answer = await this.link.request(agentId, 'routes:probe', frame, FRAME_TIMEOUT_MS);
    return readProbes(answer, targets, this.clock.now());
  }
}
