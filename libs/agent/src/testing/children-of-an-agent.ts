import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GitSource, PortSwitchClient, runCommand, runPortSwitch } from '@sdp/deployer';
import { NginxInstallation } from '../switch/nginx-installation.js';

/**
 * A program of its own, since rights are those of a process: starts whatever an agent starts, and prints which
 * capabilities each child had. Programs that would tell nobody are played by a script that prints its own: it is the
 * first `git` on PATH.
 */
const [first = '', ...rest] = process.argv.slice(2);
await (first === 'port-switch' ? runPortSwitch(rest) : tell(first));

async function tell(folder: string): Promise<void> {
  const witness = join(folder, 'git');
  const dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'repos', 'orders.git'), { recursive: true });
  const git = new GitSource({ dataDir, allowHttp: false, timeoutMs: 10_000, hosts: [] });
  const told = {
    agent: rightsIn(readFileSync('/proc/self/status', 'utf8')),
    git: rightsIn((await git['git'].run(folder, ['fetch'], { subject: 'a test' })).join('\n')),
    reading: rightsIn(await git.mirrors.of({ name: 'orders' })['read'](['log'])),
    build: rightsIn(await outputOf(witness, folder)),
    'nginx on port 80': rightsIn((await nginx(witness, 80).run(folder, [])).lines.join('\n')),
    'nginx on port 8080': rightsIn((await nginx(witness, 8080).run(folder, [])).lines.join('\n')),
    'port switch': await portSwitch(dataDir),
  };
  process.stdout.write(JSON.stringify(told));
}

function nginx(program: string, port: number): NginxInstallation {
  return new NginxInstallation({ nginx: program, modules: null, listen: { host: '127.0.0.1', port } });
}

async function outputOf(program: string, cwd: string): Promise<string> {
  const lines: string[] = [];
  const options = {
    purpose: 'a build',
    timeoutMs: 10_000,
    onLine: (_: string, text: string) => lines.push(text),
  };
  await runCommand({ program, args: [], cwd, env: {} }, options);
  return lines.join('\n');
}

/** The real one; it ends when it is told to. */
async function portSwitch(dataDir: string): Promise<string[]> {
  const command = [process.execPath, ...process.execArgv, process.argv[1]!, 'port-switch'];
  const client = new PortSwitchClient({ dataDir, bindAddress: '127.0.0.1', command });
  await client.ensureRunning();
  const { pid } = (await client['status']())!;
  const rights = rightsIn(readFileSync(`/proc/${pid}/status`, 'utf8'));
  process.kill(pid, 'SIGTERM');
  return rights;
}

/** Numbers of the capabilities that a process has, may have or hands on. */
function rightsIn(status: string): string[] {
  const sets = [...status.matchAll(/^Cap(?:Inh|Prm|Eff|Amb):\s+([0-9a-f]+)$/gm)].map(([, mask]) => mask!);
  if (sets.length !== 4) throw new Error(`no capabilities in: ${status}`);
  return [...new Set(sets)];
}
