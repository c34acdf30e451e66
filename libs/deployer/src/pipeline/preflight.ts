import { DeployError } from '../errors.js';
import { type PortSwitch } from '../ports/port-switch.js';
import { runCommand } from '../process/run-command.js';
import { type ContainerRuntime } from '../runtime/container-runtime.js';
import { imageMissing } from '../runtime/docker-errors.js';
import { type DeploymentPlan } from '../strategies/deploy-strategy.js';
import { unlessAborted } from '../until-aborted.js';
import { freeBytes } from './free-disk.js';

export interface PreflightOptions {
  /** Folders that a deployment writes to. */
  folders: readonly string[];
  minFreeDiskBytes: number;
  /** What every child process starts from. */
  environment: Readonly<Record<string, string>>;
}

const TOOL_TIMEOUT_MS = 10_000;
const MEBIBYTE = 1024 * 1024;

/** Asks, before anything is built or touched, whether the host can do what a plan needs. */
export class Preflight {
  private readonly extensions = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly ports: PortSwitch,
    private readonly options: PreflightOptions,
  ) {}

  /** Holds the host port. Throws the first thing that is missing, with its own error code. */
  async check(plan: DeploymentPlan, hostPort: number, signal: AbortSignal): Promise<void> {
    const { toolchain, phpExtensions = [] } = plan.requirements;
    const checks = [
      ...this.options.folders.map((folder) => this.checkDisk(folder)),
      this.ports.hold(hostPort),
      this.checkImage(plan.run.image, phpExtensions, signal),
      ...(toolchain ? [this.checkToolchain(toolchain, signal)] : []),
    ];
    await unlessAborted(Promise.all(checks), signal);
  }

  /** As `check`, for a release that has run before: nothing is built, and little is written. */
  async checkAgain(plan: DeploymentPlan, hostPort: number, signal: AbortSignal): Promise<void> {
    const checks = [this.ports.hold(hostPort), this.checkImage(plan.run.image, [], signal)];
    await unlessAborted(Promise.all(checks), signal);
  }

  private async checkDisk(folder: string): Promise<void> {
    const free = await freeBytes(folder);
    if (free >= this.options.minFreeDiskBytes) return;
    throw new DeployError(
      'disk-full',
      `The host has ${Math.floor(free / MEBIBYTE)} MiB of free disk in ${folder}; a deployment needs ${Math.ceil(this.options.minFreeDiskBytes / MEBIBYTE)} MiB. Free some space there.`,
      'platform',
      true,
    );
  }

  private async checkImage(image: string, wanted: readonly string[], signal: AbortSignal): Promise<void> {
    const id = await this.runtime.imageId(image);
    if (!id) throw imageMissing(image);
    if (wanted.length === 0) return;
    const present = await this.extensionsOf(id, image, signal);
    const missing = wanted.filter((name) => !present.has(name));
    if (missing.length === 0) return;
    throw new DeployError(
      'extension-missing',
      `composer.json requires PHP extensions that the base image "${image}" does not have: ${missing.join(', ')}. Use a base image that has them, or drop the requirement.`,
      'platform',
      false,
      { missing },
    );
  }

  /** Asked once per content of an image. */
  private async extensionsOf(id: string, image: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const known = this.extensions.get(id);
    if (known) return known;
    const { exitCode, lines } = await this.runtime.runOnce(image, ['php', '-m'], signal);
    if (exitCode !== 0) {
      throw new DeployError(
        'platform-failure',
        `The base image "${image}" cannot run "php -m" (exit code ${exitCode}: ${lines.at(-1) ?? ''}). Load a PHP image.`,
        'platform',
      );
    }
    const names = new Set(lines.map(extensionName));
    this.extensions.set(id, names);
    return names;
  }

  private async checkToolchain(
    { program, minVersion }: { program: 'go'; minVersion: string },
    signal: AbortSignal,
  ): Promise<void> {
    const lines: string[] = [];
    const { environment } = this.options;
    await runCommand(
      {
        program,
        args: ['version'],
        cwd: '/',
        env: { ...environment, GOTOOLCHAIN: 'local', GOENV: 'off' },
      },
      {
        purpose: `${program} version`,
        timeoutMs: TOOL_TIMEOUT_MS,
        signal,
        onLine: (_, text) => lines.push(text),
      },
    );
    const version = /go(\d+(?:\.\d+)*)/.exec(lines.join('\n'))?.[1] ?? '0';
    if (isAtLeast(version, minVersion)) return;
    throw new DeployError(
      'toolchain-too-old',
      `go.mod asks for Go ${minVersion}, and this host has Go ${version}. Install a newer Go on the host, or lower the version in go.mod.`,
      'platform',
      false,
      { version, minVersion },
    );
  }
}

/** As composer names them: lower case, a dash for a blank ("Zend OPcache" is `ext-zend-opcache`). */
function extensionName(line: string): string {
  return line.trim().toLowerCase().replaceAll(' ', '-');
}

/** Compares dotted versions by number; what is missing counts as 0. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [have, need] = [version, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let place = 0; place < need.length; place++) {
    const difference = (have[place] ?? 0) - (need[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
