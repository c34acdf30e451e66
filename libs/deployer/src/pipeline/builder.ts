import { tmpdir } from 'node:os';
import { type BuildRunner } from '../builds/build-runner.js';
import { DeployError } from '../errors.js';
import { type Reporter } from '../reporter.js';
import { type BuildCommand, type DeploymentPlan } from '../strategies/deploy-strategy.js';
import { isAnyDiskFull } from './free-disk.js';
import { isThere, makeFiles } from './release-files.js';

const LAST_LINES = 40;

/** How a plan is built. */
export interface Building {
  runner: BuildRunner;
  timeoutMs: number;
}

/** Makes a plan's files and runs its commands, in order. Their output goes to the log, which may slow them down. */
export async function build(
  plan: Pick<DeploymentPlan, 'files' | 'builds' | 'notices'>,
  building: Building,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  for (const notice of plan.notices) reporter.line('build', 'sdp', notice);
  await makeFiles(plan);
  for (const command of plan.builds) await runBuild(command, building, reporter, signal);
}

async function runBuild(
  command: BuildCommand,
  { runner, timeoutMs }: Building,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const lastLines: string[] = [];
  reporter.line('build', 'sdp', command.title);
  try {
    const { exitCode, endedBy } = await runner.run(command, {
      purpose: command.title,
      timeoutMs,
      signal,
      ready: () => reporter.ready(),
      onLine: (stream, text) => {
        reporter.line('build', stream, text);
        lastLines.push(text);
        if (lastLines.length > LAST_LINES) lastLines.shift();
      },
    });
    if (exitCode === 0) return;
    await judgeFailure(
      command,
      endedBy ? `was ended by ${endedBy}` : `ended with exit code ${exitCode}`,
      lastLines,
      reporter,
    );
  } catch (error) {
    if (!isSkippable(command, error)) throw error;
    reporter.line('build', 'sdp', `${command.program} is not installed on this host: skipped`);
  }
}

async function judgeFailure(
  { title, sufficesWhenPresent, cwd, writesTo }: BuildCommand,
  how: string,
  lastLines: string[],
  reporter: Reporter,
): Promise<void> {
  if (sufficesWhenPresent && (await isThere(sufficesWhenPresent))) {
    reporter.line(
      'build',
      'sdp',
      `${title} ${how}, but the repository brings its dependencies along: going on`,
    );
    return;
  }
  // Some tools blame the source when they cannot write: Go's says that a package of its own is missing.
  const saysSo = lastLines.some((line) => /no space left on device/i.test(line));
  if (saysSo || (await isAnyDiskFull([cwd, ...writesTo, tmpdir()]))) {
    throw new DeployError(
      'disk-full',
      `The disk of the host is full: "${title}" could not write. Free some space.`,
      'platform',
      true,
    );
  }
  throw new DeployError(
    'build-failed',
    `"${title}" ${how}: ${tellingLine(lastLines)} (the log has everything it said). Correct it and deploy again.`,
    'app',
  );
}

/** The first line with a place in a file, as compilers print it; else the last one. */
function tellingLine(lines: string[]): string {
  const spoken = lines.map((line) => line.trim()).filter((line) => line !== '');
  const place = spoken.find((line) => /^\S+:\d+(?::\d+)?: /.test(line));
  return (place ?? spoken.at(-1) ?? 'it said nothing').slice(0, 300);
}

function isSkippable(command: BuildCommand, error: unknown): boolean {
  const isMissing = error instanceof DeployError && error.code === 'toolchain-missing';
  return command.isSkippedWithoutProgram === true && isMissing;
}
