import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitCredentials } from '@sdp/protocol';
import { type BuildRunner } from './builds/build-runner.js';
import { belongsTo } from './instances/current-containers.js';
import { DEFAULT_LIMITS, type DeployerConfig } from './deployer-config.js';
import { type DeployedInstance, type DeploymentRequest, type InstanceId } from './deployment-request.js';
import { type DeployError } from './errors.js';
import { type GitSource } from './git/git-source.js';
import { build } from './pipeline/builder.js';
import { checkRequest } from './pipeline/check-request.js';
import { containerSpec } from './pipeline/container-spec.js';
import { type DeploymentTrace, type Exchange } from './pipeline/exchange.js';
import { type Readiness } from './pipeline/readiness.js';
import { type ReadyRelease, type ReleaseMaker, SLACK_MS } from './pipeline/release-maker.js';
import { type ReleasePlanner } from './pipeline/release-planner.js';
import { Steps } from './pipeline/steps.js';
import { type Reporter, silentReporter } from './reporter.js';
import { type Repositories } from './repositories.js';
import { type ContainerRuntime } from './runtime/container-runtime.js';
import { SourceTree } from './strategies/source-tree.js';
import { type Front } from './switch/front.js';
import { unlessAborted } from './until-aborted.js';

export interface DeployOptions {
  reporter: Reporter;
  /** Absent when the agent may do without, because it has the commit already. Used by the fetch, by nothing else. */
  credentials?: GitCredentials;
  /** Its reason is thrown when it is a `DeployError` (e.g. `deadline-exceeded`), else `canceled` is. */
  signal: AbortSignal;
}

/** What the deployer works with. */
export interface Workshop {
  config: Pick<DeployerConfig, 'dataDir' | 'deadlines' | 'limits'>;
  repositories: Repositories;
  git: GitSource;
  planner: ReleasePlanner;
  maker: ReleaseMaker;
  builds: BuildRunner;
  runtime: ContainerRuntime;
  readiness: Readiness;
  exchange: Exchange;
  /** Absent: callers reach the ports directly. */
  front?: Front;
}

/** Longest clean-up; what an engine that hangs keeps from being removed is swept up later. */
const CLEAN_UP_MS = 30_000;
/** Longest look at what is left after a failure. */
const LOOK_MS = 2_000;

/** From a request to a running service instance. */
export class Deployer {
  constructor(private readonly workshop: Workshop) {}

  /** Throws `DeployError`; then the old version still serves and nothing of the new one is left. */
  async deploy(request: DeploymentRequest, options: DeployOptions): Promise<DeployedInstance> {
    checkRequest(request);
    const { reporter, signal } = options;
    const { readiness, exchange, front, config } = this.workshop;
    const { startMs, verifyMs } = config.deadlines;
    const steps = new Steps(reporter, signal);
    try {
      const ready = await this.prepare(request, options, steps);
      const id = await steps.run('start', startMs, (stop) => this.start(request, ready, stop));
      const candidate = await steps.run('verify', verifyMs + SLACK_MS, (stop) =>
        readiness.untilHealthy(id, verifyMs, reporter, stop),
      );
      await steps.run('switch', startMs, async (stop) => {
        await front?.assertInOrder();
        await exchange.switchTo(candidate, reporter, stop);
      });
      await this.withinReason(exchange.keep(candidate), reporter);
      reporter.line('deploy', 'sdp', `${request.service} runs commit ${ready.commit.id.slice(0, 10)}`);
      return { containerId: id, commit: ready.commit };
    } catch (error) {
      reporter.line('deploy', 'sdp', (error as DeployError).message);
      await this.withinReason(exchange.abandon(request), reporter);
      throw error;
    }
  }

  /** Whether the port of the instance points to this deployment: its exchange happened. */
  wasSwitched(deploymentId: string): Promise<boolean> {
    return this.workshop.exchange.wasSwitched(deploymentId);
  }

  /** Whether a version of the instance runs. False as well when the engine does not tell in time. */
  async isServing(instance: InstanceId): Promise<boolean> {
    const listing = this.workshop.runtime.list();
    const containers = await unlessAborted(listing, AbortSignal.timeout(LOOK_MS)).catch(() => []);
    return containers.filter(belongsTo(instance)).some(({ state }) => state === 'running');
  }

  /**
   * Ends what a deployment left behind when its agent died. Exchanged already and still running: what is old is
   * removed, answer `switched`. Otherwise what is new is removed, answer `abandoned`. Repeating it is harmless.
   */
  async recover(
    trace: DeploymentTrace,
    reporter: Reporter = silentReporter,
  ): Promise<'switched' | 'abandoned'> {
    const outcome = await this.workshop.exchange.recover(trace);
    const words = {
      switched: 'had gone into service',
      abandoned: 'had not gone into service and was removed',
    };
    reporter.line('deploy', 'sdp', `the agent was restarted: the new version ${words[outcome]}`);
    return outcome;
  }

  /**
   * Builds a repository's default branch once, as far as it is on this host, so that the first deployment finds a
   * warm build cache. Best effort: never throws.
   */
  async warmBuildCache(name: string, signal: AbortSignal): Promise<void> {
    const { git, planner, repositories, builds, config } = this.workshop;
    const folder = join(config.dataDir, 'warm', name);
    try {
      const repository = repositories.get(name);
      const commit = await git.newestKnown(repository);
      if (!commit) return;
      await rm(folder, { recursive: true, force: true });
      const tree = new SourceTree(join(folder, 'src'));
      await git.checkOut(repository, commit.id, tree.root, signal);
      await tree.removeEscapingLinks();
      const plan = await planner.planAt(tree, { repository: name, service: name }, repository.stack, folder);
      const building = { runner: builds, timeoutMs: config.deadlines.buildMs };
      await build(plan, building, silentReporter, signal);
    } catch {
      // The first deployment says what is wrong.
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private prepare(
    request: DeploymentRequest,
    { credentials, reporter }: DeployOptions,
    steps: Steps,
  ): Promise<ReadyRelease> {
    const { maker } = this.workshop;
    return request.release === undefined
      ? maker.make(request, credentials, steps, reporter)
      : maker.reopen(request, request.release, steps, reporter);
  }

  private async start(
    request: DeploymentRequest,
    { plan, release }: ReadyRelease,
    signal: AbortSignal,
  ): Promise<string> {
    const { runtime, config } = this.workshop;
    const spec = containerSpec(request, plan, release, config.limits ?? DEFAULT_LIMITS);
    const id = await runtime.create(spec, signal);
    await runtime.start(id, signal);
    return id;
  }

  /**
   * Clean-up does not listen to the deployment's signal: what is canceled must be cleaned up all the same, and an
   * exchange that happened is not taken back. It fails silently but for a line in the log.
   */
  private async withinReason(cleanUp: Promise<void>, reporter: Reporter): Promise<void> {
    try {
      await unlessAborted(cleanUp, AbortSignal.timeout(CLEAN_UP_MS));
    } catch (error) {
      reporter.line('deploy', 'sdp', `clean-up is left for later: ${(error as Error).message}`);
    }
  }
}
