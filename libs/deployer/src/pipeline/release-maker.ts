import { type AnnouncedRepository, type CommitInfo, type GitCredentials } from '@sdp/protocol';
import { belongsTo } from '../instances/current-containers.js';
import { type BuildRunner } from '../builds/build-runner.js';
import { type StepDeadlines } from '../deployer-config.js';
import { type DeploymentRequest } from '../deployment-request.js';
import { DeployError } from '../errors.js';
import { type GitSource } from '../git/git-source.js';
import { type Reporter } from '../reporter.js';
import { type Repositories } from '../repositories.js';
import { type ContainerRuntime } from '../runtime/container-runtime.js';
import { type DeploymentPlan } from '../strategies/deploy-strategy.js';
import { build } from './builder.js';
import { type Preflight } from './preflight.js';
import { makeFiles } from './release-files.js';
import { type ReleasePlanner } from './release-planner.js';
import { type Release, type Releases } from './releases.js';
import { type Steps } from './steps.js';

/** A release that is ready to be started. */
export interface ReadyRelease {
  /** The deployment that made it. */
  release: string;
  commit: CommitInfo;
  plan: DeploymentPlan;
}

/** What releases are made with. */
export interface ReleaseTools {
  deadlines: StepDeadlines;
  repositories: Repositories;
  git: GitSource;
  releases: Releases;
  planner: ReleasePlanner;
  preflight: Preflight;
  builds: BuildRunner;
  runtime: Pick<ContainerRuntime, 'list'>;
}

/** Over the deadline that a step keeps by itself, so that its own, better error comes first. */
export const SLACK_MS = 5_000;

/** From a request to a release: a new one from a commit, or an earlier one that is still on this host. */
export class ReleaseMaker {
  constructor(private readonly tools: ReleaseTools) {}

  /** Fetches, checks out and builds. */
  async make(
    request: DeploymentRequest,
    credentials: GitCredentials | undefined,
    steps: Steps,
    reporter: Reporter,
  ): Promise<ReadyRelease> {
    const { planner, preflight, repositories, deadlines, builds: runner } = this.tools;
    const { fetchMs, buildMs, startMs } = deadlines;
    const repository = repositories.get(request.repository);
    const commit = await steps.run('fetch', fetchMs + SLACK_MS, (stop) =>
      this.fetch(request, repository, credentials, reporter, stop),
    );
    const tree = await steps.run('checkout', fetchMs, (stop) =>
      planner.checkOut(request, repository, commit, reporter, stop),
    );
    const plan = await steps.run('preflight', startMs, async (stop) => {
      const planned = await planner.plan(request, repository.stack, tree);
      await preflight.check(planned, request.hostPort, stop);
      return planned;
    });
    await steps.run('build', buildMs + SLACK_MS, (stop) =>
      build(plan, { runner, timeoutMs: buildMs }, reporter, stop),
    );
    return { release: request.deploymentId, commit, plan };
  }

  /** Takes an earlier release as it is. Throws `release-gone`. */
  async reopen(
    request: DeploymentRequest,
    wanted: string,
    steps: Steps,
    reporter: Reporter,
  ): Promise<ReadyRelease> {
    const { planner, preflight, repositories, deadlines } = this.tools;
    const { stack } = repositories.get(request.repository);
    steps.skip('fetch', 'checkout');
    const ready = await steps.run('preflight', deadlines.startMs, async (stop) => {
      const { deploymentId: release, commit } = await this.find(request, wanted);
      const plan = await planner.planAgain(request, stack, release);
      await makeFiles(plan);
      await preflight.checkAgain(plan, request.hostPort, stop);
      return { release, commit, plan };
    });
    reporter.commitResolved(ready.commit);
    reporter.line('deploy', 'sdp', `starts the release of ${inWords(ready.commit)} again`);
    steps.skip('build');
    return ready;
  }

  private async fetch(
    request: DeploymentRequest,
    repository: AnnouncedRepository,
    credentials: GitCredentials | undefined,
    reporter: Reporter,
    signal: AbortSignal,
  ): Promise<CommitInfo> {
    const commit = await this.tools.git.fetchCommit(repository, request, credentials, signal);
    reporter.commitResolved(commit);
    reporter.line('fetch', 'sdp', `${request.branch} at ${inWords(commit)}`);
    return commit;
  }

  /**
   * A deployment that started an earlier release has none of its own: its container says which it runs. What never
   * was in service may be half made.
   */
  private async find(request: DeploymentRequest, wanted: string): Promise<Release> {
    const { releases, runtime } = this.tools;
    const containers = (await runtime.list()).filter(belongsTo(request));
    const container = containers.find(({ identity }) => identity.deploymentId === wanted);
    const name = container?.content.release ?? wanted;
    const found = await releases.find(request, name);
    const isInUse = containers.some(({ content }) => content.release === name);
    if (found && (found.servedAt !== null || isInUse)) return found;
    throw releaseGone(request, releases.kept.count);
  }
}

function inWords({ id, author, subject }: CommitInfo): string {
  return `${id.slice(0, 10)} by ${author}: ${subject}`;
}

function releaseGone({ service, branch }: DeploymentRequest, kept: number): DeployError {
  return new DeployError(
    'release-gone',
    `That release of "${service}" is not on its host any more: the last ${kept} that were in service are kept. Deploy its commit again (branch "${branch}"): it is built anew.`,
    'platform',
  );
}
