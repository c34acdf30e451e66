import { type ObservedInstance } from '@sdp/protocol';
import { appliedRoutes } from './applied-routes.js';
import { type CurrentContainers, NOBODY } from './current-containers.js';
import { LastWords } from './last-words.js';
import { probeHealth } from '../pipeline/health-probe.js';
import { type Releases } from '../pipeline/releases.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';

/** What really is on this host, seen from outside: asked of the engine and of the services, never remembered. */
export class Observation {
  private readonly lastWords: LastWords;

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly current: CurrentContainers,
    private readonly releases: Releases,
  ) {
    this.lastWords = new LastWords(runtime);
  }

  /**
   * One entry per instance that has a container: its current one, probed, not merely listed. `candidates`:
   * deployments still being verified; their containers count as not there.
   */
  async observe(candidates: ReadonlySet<string> = NOBODY): Promise<ObservedInstance[]> {
    const containers = await this.current.all(candidates);
    const lastWords = await this.lastWords.of(containers);
    return Promise.all(containers.map((container) => this.describe(container, lastWords.get(container.id))));
  }

  private async describe(container: ContainerStatus, lastLines?: string[]): Promise<ObservedInstance> {
    const { identity, exitCode, startedAt } = container;
    const [state, releases, routes] = await Promise.all([
      observedState(container),
      this.releases.list(identity),
      appliedRoutes(this.runtime, container),
    ]);
    return {
      ...identity,
      state,
      releases,
      ...(exitCode === null ? {} : { exitCode }),
      ...(startedAt === null ? {} : { startedAt }),
      ...(lastLines === undefined ? {} : { lastLines }),
      ...(routes === undefined ? {} : { routes }),
    };
  }
}

async function observedState({
  state,
  address,
  endpoint,
}: ContainerStatus): Promise<ObservedInstance['state']> {
  if (state !== 'running' || !address) return 'exited';
  const { isHealthy } = await probeHealth(address, endpoint);
  return isHealthy ? 'running' : 'unhealthy';
}
