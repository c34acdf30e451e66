import {
  DEFAULT_RETENTION,
  type ContainerEvent,
  type ContainerUsage,
  type DeployerParts,
  DeployError,
  type DeployOptions,
  type DeploymentRequest,
  type InstanceId,
  type OutputLine,
  type OutputQuery,
  type PortEntry,
  Storekeeper,
} from '@sdp/deployer';
import {
  type AnnouncedRepository,
  type BranchInfo,
  type GitCredentials,
  type ObservedInstance,
} from '@sdp/protocol';

export const ORDERS: AnnouncedRepository = {
  name: 'orders',
  url: 'https://git.test/orders.git',
  stack: 'go',
  defaultBranch: 'main',
};
export const COMMIT = {
  id: 'a'.repeat(40),
  author: 'Ada',
  time: '2026-01-01T00:00:00Z',
  subject: 'Add orders',
};

type Script = (request: DeploymentRequest, options: DeployOptions) => Promise<void>;

/** A host whose deployments do what a test says, and which notes what it is asked to do. */
export class ScriptedHost {
  /** `deploy orders`, `stop orders`, … in the order of their beginning. */
  readonly calls: string[] = [];
  readonly observedInstances: ObservedInstance[] = [];
  readonly portEntries = new Map<number, PortEntry>();
  readonly output: OutputLine[] = [];
  /** What each look at the containers' use finds. */
  readonly usage: ContainerUsage[][] = [];
  /** What piles up on it; nothing unless a test puts another one in. */
  storekeeper = new Storekeeper({
    rules: DEFAULT_RETENTION,
    folders: [],
    stores: [],
    emptyTrash: async () => undefined,
  });
  running = 0;
  mostAtOnce = 0;
  repoints = 0;
  isEngineUp = true;
  recovers: 'switched' | 'abandoned' = 'abandoned';
  /** What a deployment does; at once successful unless a test replaces it. */
  script: Script = async () => undefined;
  tellEvent: (event: ContainerEvent) => void = () => undefined;
  tellGap: () => void = () => undefined;

  asParts(): DeployerParts {
    const note = (verb: string) => async (instance: InstanceId) => void this.note(verb, instance);
    return {
      prepare: async () => undefined,
      deployer: {
        deploy: (request: DeploymentRequest, options: DeployOptions) => this.deploy(request, options),
        recover: async (instance: InstanceId) => {
          this.assertEngine();
          this.note('recover', instance);
          return this.recovers;
        },
        isServing: async ({ service }: InstanceId) => this.isServing(service),
        warmBuildCache: async () => undefined,
      },
      observation: {
        observe: async () => {
          this.assertEngine();
          return [...this.observedInstances];
        },
      },
      output: {
        follow: (_: InstanceId, { tail }: OutputQuery, signal: AbortSignal) => this.follow(tail, signal),
        read: async (_: InstanceId, { tail }: OutputQuery) => this.output.slice(-tail),
      },
      instances: {
        repoint: async () => {
          this.assertEngine();
          this.repoints++;
        },
        sweep: async () => this.assertEngine(),
        stop: note('stop'),
        start: note('start'),
        restart: note('restart'),
        remove: note('remove'),
      },
      repositories: {
        list: () => [ORDERS],
        get: () => ORDERS,
        probeCredentials: async ({ password }: GitCredentials) => {
          if (password === 'wrong-password') throw rejected();
        },
        listBranches: async (_: string, { password }: GitCredentials): Promise<BranchInfo[]> => {
          if (password === 'wrong-password') throw rejected();
          return [{ name: 'main', commit: COMMIT }];
        },
        compare: async (_: string, { running }: { running?: string }) => ({
          head: COMMIT,
          aheadOfRunning: running === COMMIT.id ? 0 : null,
          defaultBranch: ORDERS.defaultBranch,
          behindDefault: 0,
        }),
        add: async (name: string, url: string) => ({ ...ORDERS, name, url }),
      },
      runtime: {
        imageId: async (image: string) => {
          this.assertEngine();
          return image;
        },
        usage: async () => {
          this.assertEngine();
          return this.usage.shift() ?? [];
        },
        list: async () => {
          this.assertEngine();
          return this.observedInstances.map((identity) => ({ identity }));
        },
        watch: (onEvent: (event: ContainerEvent) => void, onGap: () => void) => {
          this.tellEvent = onEvent;
          this.tellGap = onGap;
        },
      },
      storekeeper: () => this.storekeeper,
      ports: {
        entries: async () => this.portEntries,
        clear: async (port: number) => void this.portEntries.delete(port),
      },
    } as unknown as DeployerParts;
  }

  private isServing(name: string): boolean {
    return this.observedInstances.some(({ service, state }) => service === name && state === 'running');
  }

  private async deploy(request: DeploymentRequest, options: DeployOptions) {
    this.note('deploy', request);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    options.reporter.stepStarted('fetch');
    try {
      await this.script(request, options);
      options.reporter.stepFinished('fetch', 5, 'ok');
      options.reporter.commitResolved(COMMIT);
      return { containerId: 'c', commit: COMMIT };
    } catch (error) {
      options.reporter.stepFinished('fetch', 5, 'failed');
      throw error;
    } finally {
      this.running--;
    }
  }

  private async *follow(tail: number, signal: AbortSignal): AsyncIterable<OutputLine> {
    yield* this.output.slice(-tail);
    await whenAborted(signal);
  }

  private note(verb: string, { service }: InstanceId): void {
    this.calls.push(`${verb} ${service}`);
  }

  private assertEngine(): void {
    if (!this.isEngineUp)
      throw new DeployError('engine-unreachable', 'The engine is away.', 'platform', true);
  }
}

/** Throws the signal's reason once it aborts. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function rejected(): DeployError {
  return new DeployError('credentials-rejected', 'The git server refused the user or the password.', 'app');
}
