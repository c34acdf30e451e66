import { type ObservedInstance, type RunDeploymentFrame } from '@sdp/protocol';
import { aGoodRun, type FakeAgent } from './fake-agent.js';

/** The containers on an agent's host, as they would be there: with the variables that they were started with. */
export class PlayedHost {
  /** As it is connected now. */
  agent!: FakeAgent;
  private readonly containers = new Map<string, ObservedInstance>();

  /** Does what a deployment asks for, and reports it. */
  async run(deploymentId: string): Promise<RunDeploymentFrame> {
    const frame = await this.agent.runFrame(deploymentId);
    await this.agent.report(frame, aGoodRun());
    this.exchange(frame);
    await this.observe();
    return frame;
  }

  /** Starts a container with what the frame says, in place of the one before; nobody is told. */
  exchange({
    sandboxId,
    service,
    deploymentId,
    epoch,
    variables,
    routeRevision,
    release,
  }: RunDeploymentFrame): void {
    const isRoute = ([name]: [string, string]) => name.endsWith('_url');
    this.containers.set(`${sandboxId} ${service}`, {
      sandboxId,
      service,
      deploymentId,
      epoch,
      state: 'running',
      releases: [release ?? deploymentId],
      routes: {
        targets: Object.fromEntries(Object.entries(variables).filter(isRoute)),
        revision: routeRevision ?? null,
      },
    });
  }

  /** As somebody does who starts the container again with other variables; `null` takes one away. */
  async changeByHand(
    sandboxId: string,
    service: string,
    changes: Record<string, string | null>,
  ): Promise<void> {
    const { targets = {} } = this.container(sandboxId, service).routes ?? {};
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) delete targets[name];
      else targets[name] = value;
    }
    await this.observe();
  }

  container(sandboxId: string, service: string): ObservedInstance {
    const container = this.containers.get(`${sandboxId} ${service}`);
    if (!container) throw new Error(`Nothing runs as ${service}`);
    return container;
  }

  async set(sandboxId: string, service: string, state: ObservedInstance['state']): Promise<void> {
    this.container(sandboxId, service).state = state;
    await this.observe();
  }

  async remove(sandboxId: string, service: string): Promise<void> {
    this.containers.delete(`${sandboxId} ${service}`);
    await this.observe();
  }

  async observe(): Promise<void> {
    await this.agent.ask('instances:observed', { instances: this.instances });
  }

  get instances(): ObservedInstance[] {
    return [...this.containers.values()];
  }
}
