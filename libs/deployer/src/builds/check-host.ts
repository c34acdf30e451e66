import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { childPath } from '../process/child-environment.js';
import { type CommandResult, runCommand } from '../process/run-command.js';
import { type BuildUser, BuildUserError } from './build-user.js';
import { findProgram } from '../process/find-program.js';
import { handOver, takeBack } from './hand-over.js';
import { TOOLS, withoutRights } from './without-rights.js';

const PROTECTED_HARDLINKS = '/proc/sys/fs/protected_hardlinks';
const TIMEOUT_MS = 10_000;

interface Host {
  dataDir: string;
  cacheDir: string;
  dockerSocket: string;
}

/** Tries everything that builds as this user need. Throws `BuildUserError` with the first thing that is wrong. */
export async function checkHost(user: BuildUser, host: Host): Promise<void> {
  await checkTools();
  await checkLinks();
  await checkSocket(user, host.dockerSocket);
  await checkBecoming(user);
  await checkHandingOver(user, host.dataDir);
  for (const folder of [host.dataDir, host.cacheDir]) await checkReach(user, folder);
}

async function checkTools(): Promise<void> {
  for (const [name, programs] of Object.entries(TOOLS)) {
    for (const program of programs) {
      if ((await findProgram(program, childPath)) === null)
        throw new BuildUserError(`there is no ${program} on this host. Install the package ${name}.`);
    }
  }
}

/** Else a build could link to a file of somebody's, and get it made the agent's and readable (proc(5)). */
async function checkLinks(): Promise<void> {
  const value = await readFile(PROTECTED_HARDLINKS, 'utf8');
  if (value.trim() !== '1')
    throw new BuildUserError(
      "hard links to other people's files are allowed. Set: sysctl fs.protected_hardlinks=1",
    );
}

async function checkSocket({ name, gid }: BuildUser, socket: string): Promise<void> {
  const found = await stat(socket).catch(() => null);
  if (found?.gid === gid)
    throw new BuildUserError(
      `"${name}" may use the Docker engine: its group is that of ${socket}. Give it its own.`,
    );
}

async function checkBecoming(user: BuildUser): Promise<void> {
  const { isOk, output } = await tryAs(user, 'true', []);
  if (isOk) return;
  throw new BuildUserError(
    `the agent may not run anything as "${user.name}" (${output}). Run it as root, or with the capabilities that its unit gives it.`,
  );
}

async function checkHandingOver(user: BuildUser, dataDir: string): Promise<void> {
  const folder = await mkdtemp(join(dataDir, 'trial-'));
  try {
    await handOver([folder], user);
    await takeBack([folder]);
  } catch (error) {
    throw new BuildUserError(`the agent may not give a folder away (${(error as Error).message.trim()}).`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkReach(user: BuildUser, folder: string): Promise<void> {
  if ((await tryAs(user, 'test', ['-x', folder])).isOk) return;
  throw new BuildUserError(
    `"${user.name}" cannot get into ${folder}. Make the folders above it passable: chmod o+x.`,
  );
}

async function tryAs(
  user: BuildUser,
  program: string,
  args: string[],
): Promise<{ isOk: boolean; output: string }> {
  const lines: string[] = [];
  const command = { program, args, cwd: '/', env: { PATH: childPath } };
  const { exitCode }: CommandResult = await runCommand(withoutRights(command, user), {
    purpose: `a trial as ${user.name}`,
    timeoutMs: TIMEOUT_MS,
    onLine: (_, text) => lines.push(text),
  });
  return { isOk: exitCode === 0, output: lines.join(' ') };
}
