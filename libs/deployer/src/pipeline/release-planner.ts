import { join } from 'node:path';
import { type AnnouncedRepository, type CommitInfo, type Stack } from '@sdp/protocol';
import { type DeploymentRequest } from '../deployment-request.js';
import { DeployError } from '../errors.js';
import { type GitSource } from '../git/git-source.js';
import { type Reporter } from '../reporter.js';
import { type DeployStrategy, type DeploymentPlan, type PlanContext } from '../strategies/deploy-strategy.js';
import { SourceTree } from '../strategies/source-tree.js';
import { type Releases } from './releases.js';

export interface PlannerOptions extends Omit<PlanContext, 'image' | 'release' | 'cache'> {
  cacheOf: (repository: string) => string;
  images: Readonly<Record<Stack, string>>;
}

/** Where in a release its tree is. */
const TREE = 'src';

/** From a commit to a release folder with its tree, and from the tree to a plan. */
export class ReleasePlanner {
  constructor(
    private readonly git: Pick<GitSource, 'checkOut'>,
    private readonly releases: Releases,
    private readonly strategies: readonly DeployStrategy[],
    private readonly options: PlannerOptions,
  ) {}

  /** Checks out into a new release; links that lead out of the tree are gone when it resolves. */
  async checkOut(
    request: DeploymentRequest,
    repository: AnnouncedRepository,
    commit: CommitInfo,
    reporter: Reporter,
    signal: AbortSignal,
  ): Promise<SourceTree> {
    const { deploymentId, epoch } = request;
    // A frame may come twice, the second time after a crash in the middle of the first.
    await this.releases.remove(request, deploymentId);
    await this.releases.record(request, { deploymentId, epoch, commit, servedAt: null });
    const tree = new SourceTree(join(this.releases.folder(request, deploymentId), TREE));
    await this.git.checkOut(repository, commit.id, tree.root, signal);
    for (const link of await tree.removeEscapingLinks()) {
      reporter.line('checkout', 'sdp', `removed the symbolic link "${link}": it leads out of the repository`);
    }
    if (await tree.has('.gitmodules')) {
      reporter.line('checkout', 'sdp', 'submodules are not fetched: their folders are empty');
    }
    return tree;
  }

  plan(request: DeploymentRequest, stack: Stack, tree: SourceTree): Promise<DeploymentPlan> {
    const release = this.releases.folder(request, request.deploymentId);
    return this.planAt(tree, request, stack, release);
  }

  /** As `plan`, for a release that an earlier deployment made. */
  planAgain(request: DeploymentRequest, stack: Stack, release: string): Promise<DeploymentPlan> {
    const folder = this.releases.folder(request, release);
    return this.planAt(new SourceTree(join(folder, TREE)), request, stack, folder);
  }

  /** As `plan`, for a tree anywhere. */
  async planAt(
    tree: SourceTree,
    request: Pick<DeploymentRequest, 'repository' | 'service' | 'containerPort'>,
    stack: Stack,
    release: string,
  ): Promise<DeploymentPlan> {
    const { images, cacheOf, ...shared } = this.options;
    const cache = cacheOf(request.repository);
    return this.strategyFor(stack).plan(tree, request, { ...shared, cache, image: images[stack], release });
  }

  private strategyFor(stack: Stack): DeployStrategy {
    const found = this.strategies.find((strategy) => strategy.stack === stack);
    if (found) return found;
    throw new DeployError(
      'stack-unknown',
      `This agent does not deploy ${stack} services. Choose an agent of the other kind.`,
      'platform',
    );
  }
}
