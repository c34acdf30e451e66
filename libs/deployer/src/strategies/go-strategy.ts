import { join } from 'node:path';
import { DEFAULT_CONTAINER_PORT } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { type CacheLayout } from '../retention/cache-layout.js';
import { type DeployStrategy, type DeploymentPlan, type PlanContext } from './deploy-strategy.js';
import { findMainPackage, goVersionOf } from './go-source.js';
import { type SourceTree } from './source-tree.js';

/** `nobody` in every distribution; the base image needs no entry for it. */
const NOBODY = '65534:65534';
const BUILD_CACHE = 'go-build';
const MODULE_CACHE = 'go-mod';

/** `go build` on the host, then the static binary in the base image with the tree at `/src`. */
export class GoStrategy implements DeployStrategy {
  readonly stack = 'go';
  readonly markers = ['go.mod'];
  readonly caches: readonly CacheLayout[] = [
    { folder: BUILD_CACHE, entries: 'go-build' },
    { folder: MODULE_CACHE, entries: 'go-modules' },
  ];

  detect(tree: SourceTree): Promise<boolean> {
    return tree.has('go.mod');
  }

  async plan(
    tree: SourceTree,
    { service, containerPort = DEFAULT_CONTAINER_PORT.go }: { service: string; containerPort?: number },
    context: PlanContext,
  ): Promise<DeploymentPlan> {
    const goMod = await tree.read('go.mod');
    if (goMod === null) throw noGoMod();
    const minVersion = goVersionOf(goMod);
    const mainPackage = await findMainPackage(tree, service);
    const bin = join(context.release, 'bin');
    return {
      stack: this.stack,
      requirements: minVersion ? { toolchain: { program: 'go', minVersion } } : {},
      files: [{ path: bin, text: null }],
      builds: [
        {
          title: `go build ${mainPackage}`,
          program: 'go',
          // Without version stamping (it runs git) and debug information (linking it is a third of a small build).
          args: [
            'build',
            '-trimpath',
            '-buildvcs=false',
            '-ldflags=-s -w',
            '-o',
            join(bin, 'service'),
            mainPackage,
          ],
          cwd: tree.root,
          env: await buildEnvironment(tree, context),
          writesTo: [bin, context.cache],
        },
      ],
      notices: [],
      run: {
        image: context.image,
        command: ['/sdp/bin/service'],
        mounts: [
          { source: tree.root, target: '/src' },
          { source: bin, target: '/sdp/bin' },
        ],
        tmpfs: { '/tmp': 'uid=65534,gid=65534,size=64m' },
        user: NOBODY,
        workingDirectory: '/src',
        variables: { PORT: String(containerPort) },
        port: containerPort,
      },
    };
  }
}

async function buildEnvironment(tree: SourceTree, context: PlanContext): Promise<Record<string, string>> {
  const { cache, environment, goProxy } = context;
  return {
    ...environment,
    GOPATH: join(cache, 'go'),
    GOCACHE: join(cache, BUILD_CACHE),
    GOMODCACHE: join(cache, MODULE_CACHE),
    GOENV: 'off',
    GOFLAGS: (await tree.has('vendor')) ? '-mod=vendor' : '',
    GOTOOLCHAIN: 'local',
    GOPROXY: goProxy,
    GOSUMDB: 'off',
    GOVCS: '*:off',
    GOTELEMETRY: 'off',
    // A go.work above the tree must not be found.
    GOWORK: (await tree.has('go.work')) ? join(tree.root, 'go.work') : 'off',
    CGO_ENABLED: '0',
  };
}

function noGoMod(): DeployError {
  return new DeployError(
    'stack-mismatch',
    'The repository has no go.mod in its root, so it cannot be built as a Go service. Add one with "go mod init", or deploy a branch that has it.',
    'app',
  );
}
