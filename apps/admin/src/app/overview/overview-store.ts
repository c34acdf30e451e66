import { computed, inject, Injectable } from '@angular/core';
import { type DeploymentView, type Page, type QueueView } from '@sdp/protocol';
import { AgentListStore } from '../agents/agent-list-store';
import { SessionStore } from '../auth/session-store';
import { LiveValue } from '../live/live-value';
import { SandboxListStore } from '../sandboxes/sandbox-list-store';
import { SANDBOX_STATES, type SandboxState } from '../sandboxes/sandbox-states';

const LATEST = 8;

/** The states that the overview counts, the most urgent first. */
const COUNTED: readonly SandboxState[] = ['failing', 'expiring', 'due', 'deploying', 'running'];

/** Who a person answers for: their own sandboxes; for ops, everybody's. */
@Injectable()
export class OverviewStore {
  private readonly agentList = inject(AgentListStore);
  private readonly sandboxes = inject(SandboxListStore);
  private readonly session = inject(SessionStore);
  /** What is wrong with them is told here as well; that they cannot be read is not. */
  readonly hosts = computed(() => this.agentList.agents() ?? []);
  readonly queue = new LiveValue<QueueView>((queue, update) =>
    update.kind === 'queue-changed' || update.kind === 'deployment' ? 'reload' : queue,
  );
  readonly latest = new LiveValue<Page<DeploymentView>>((page, update) =>
    update.kind === 'queue-changed' ? 'reload' : page,
  );

  readonly mine = computed(() => {
    const me = this.session.session()?.username;
    return this.sandboxes.found().filter(({ owner }) => owner === me);
  });
  private readonly inCharge = computed(() => (this.session.isOps() ? this.sandboxes.found() : this.mine()));
  /** Null while it is not known how many there are. */
  readonly counts = computed(() =>
    COUNTED.map((state) => {
      const { word, holds } = SANDBOX_STATES[state];
      return { state, word, count: this.sandboxes.all() ? this.inCharge().filter(holds).length : null };
    }),
  );
  /** Of every agent: how much it works on, and how much waits for it. */
  readonly agents = computed(() =>
    (this.queue.value()?.agents ?? []).map(({ deployments, ...agent }) => {
      const waiting = deployments.filter(({ state }) => state === 'queued').length;
      return { ...agent, waiting, running: deployments.length - waiting };
    }),
  );

  constructor() {
    this.queue.open('/api/queue', 'queue');
    this.latest.open(`/api/deployments?pageSize=${LATEST}`, 'queue');
  }
}
