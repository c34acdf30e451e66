import { type Stack } from '@sdp/protocol';
import { type CacheLayout } from '../retention/cache-layout.js';
import { type DeploymentRequest } from '../deployment-request.js';
import { type Command } from '../process/run-command.js';
import { type ContainerSpec } from '../runtime/container-runtime.js';
import { type SourceTree } from './source-tree.js';

/** What a strategy may count on, besides the tree. All paths are absolute. */
export interface PlanContext {
  /** Base image of the stack. */
  image: string;
  /** Folder of this release: `src/` is the tree, everything else in it belongs to the strategy. */
  release: string;
  /** Folder that builds share, with all on this host or with those of the same repository. */
  cache: string;
  /** What every child process starts from: PATH, and nothing of the agent's. */
  environment: Readonly<Record<string, string>>;
  /** Module proxy for Go, `off` without internet. */
  goProxy: string;
}

/** What the host and the image must have before anything is built. */
export interface Requirements {
  /** A program on the host, at least in this version. */
  toolchain?: { program: 'go'; minVersion: string };
  /** Extensions that the PHP of the base image must have. */
  phpExtensions?: readonly string[];
}

export interface BuildCommand extends Command {
  /** Shown in the log before it runs. */
  title: string;
  /** Folders it writes to besides `cwd`. */
  writesTo: readonly string[];
  /** Where the program is not installed, the command is skipped and the log says so; else that is an error. */
  isSkippedWithoutProgram?: boolean;
  /** When the command fails and this path exists afterwards, the build counts as good enough. */
  sufficesWhenPresent?: string;
}

/** Data, from which the pipeline builds, runs and probes. Holds no variable of the request: builds see none. */
export interface DeploymentPlan {
  stack: Stack;
  requirements: Requirements;
  /** Folders and files to make in the release before the build; text null means a folder. */
  files: readonly { path: string; text: string | null }[];
  builds: readonly BuildCommand[];
  /** What people should know about decisions taken here; goes to the log. */
  notices: readonly string[];
  run: Pick<ContainerSpec, 'image' | 'command' | 'mounts' | 'tmpfs' | 'user' | 'workingDirectory'> & {
    /** Variables the platform sets; they win over those of the request. */
    variables: Readonly<Record<string, string>>;
    port: number;
  };
}

/** How the services of one stack are built and run. Reads the tree, returns data, touches nothing. */
export interface DeployStrategy {
  readonly stack: Stack;
  /** Any of these files in the root of a tree makes it one of this stack. */
  readonly markers: readonly string[];
  /** What its builds leave in the shared folder. */
  readonly caches: readonly CacheLayout[];
  detect(tree: SourceTree): Promise<boolean>;
  /** Throws `DeployError` `stack-mismatch` when the tree is not what this strategy can build. */
  plan(
    tree: SourceTree,
    request: Pick<DeploymentRequest, 'service' | 'containerPort'>,
    context: PlanContext,
  ): Promise<DeploymentPlan>;
}
