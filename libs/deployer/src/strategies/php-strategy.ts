import { join } from 'node:path';
import { DEFAULT_CONTAINER_PORT } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { type CacheLayout } from '../retention/cache-layout.js';
import {
  type BuildCommand,
  type DeployStrategy,
  type DeploymentPlan,
  type PlanContext,
} from './deploy-strategy.js';
import { apacheSite } from './apache-site.js';
import { requiredExtensions } from './composer-json.js';
import { type SourceTree } from './source-tree.js';

/** `www-data` in Debian and in the official image. */
const WWW_DATA = '33:33';
/** The engine gives a memory file system the mode of the folder below it, whatever `mode` says; the owner it takes. */
const WRITABLE = 'uid=33,gid=33,size=64m';
const ENTRY_POINTS = ['public/index.php', 'index.php'];

const COMPOSER_CACHE = 'composer/cache';

const COMPOSER_INSTALL = [
  'install',
  '--no-dev',
  '--no-interaction',
  '--no-scripts',
  '--no-plugins',
  '--no-progress',
  '--prefer-dist',
  '--optimize-autoloader',
  // The image's PHP counts, not the host's: its extensions are a requirement of the plan.
  '--ignore-platform-reqs',
];

/** `composer install` on the host, then Apache with the tree at `/app`. */
export class PhpStrategy implements DeployStrategy {
  readonly stack = 'php';
  readonly markers = ['composer.json', 'index.php', 'public/index.php'];
  readonly caches: readonly CacheLayout[] = [{ folder: COMPOSER_CACHE, entries: 'files' }];

  async detect(tree: SourceTree): Promise<boolean> {
    const found = await Promise.all(this.markers.map((path) => tree.has(path)));
    return found.includes(true);
  }

  async plan(
    tree: SourceTree,
    { containerPort = DEFAULT_CONTAINER_PORT.php }: { containerPort?: number },
    context: PlanContext,
  ): Promise<DeploymentPlan> {
    const documentRoot = await findDocumentRoot(tree);
    const composerJson = await tree.read('composer.json');
    // A release may be started again on another port, while its container on this one still runs.
    const site = join(context.release, `apache-site-${containerPort}.conf`);
    return {
      stack: this.stack,
      requirements: composerJson === null ? {} : { phpExtensions: requiredExtensions(composerJson) },
      files: [{ path: site, text: apacheSite(containerPort) }],
      builds: composerJson === null ? [] : [composerInstall(tree, context)],
      notices: composerJson === null ? ['composer.json is absent: composer install is skipped'] : [],
      run: {
        image: context.image,
        command: ['apache2-foreground'],
        mounts: [
          { source: tree.root, target: '/app' },
          { source: site, target: '/etc/apache2/sites-available/000-default.conf' },
        ],
        tmpfs: {
          '/tmp': WRITABLE,
          '/var/run/apache2': WRITABLE,
          '/var/lock/apache2': WRITABLE,
        },
        user: WWW_DATA,
        workingDirectory: '/app',
        variables: { PORT: String(containerPort), APACHE_DOCUMENT_ROOT: documentRoot },
        port: containerPort,
      },
    };
  }
}

async function findDocumentRoot(tree: SourceTree): Promise<string> {
  for (const path of ENTRY_POINTS) {
    if (await tree.has(path)) return path.startsWith('public/') ? '/app/public' : '/app';
  }
  throw new DeployError(
    'stack-mismatch',
    'The repository has neither public/index.php nor index.php, so Apache would have nothing to serve. Add one, or deploy a branch that has it.',
    'app',
  );
}

function composerInstall(tree: SourceTree, { cache, environment }: PlanContext): BuildCommand {
  return {
    title: 'composer install --no-dev',
    program: 'composer',
    args: COMPOSER_INSTALL,
    cwd: tree.root,
    env: {
      ...environment,
      COMPOSER_HOME: join(cache, 'composer'),
      COMPOSER_CACHE_DIR: join(cache, COMPOSER_CACHE),
      COMPOSER_ALLOW_SUPERUSER: '1',
      COMPOSER_NO_AUDIT: '1',
    },
    writesTo: [cache],
    isSkippedWithoutProgram: true,
    sufficesWhenPresent: join(tree.root, 'vendor', 'autoload.php'),
  };
}
