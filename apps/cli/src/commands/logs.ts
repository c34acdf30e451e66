import { type InstanceLogLines, type InstanceOutputView } from '@sdp/protocol';
import { type Command } from 'commander';
import { liveSocket } from '../api/live-socket.js';
import { CliError } from '../cli-error.js';
import { follow } from '../deployments/follow.js';
import { lineForPeople } from '../deployments/log-text.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { sandboxAndService, sandboxId } from '../names/sandboxes.js';
import { count } from '../names/values.js';
import { type Shell } from '../shell.js';
import { deploymentOf } from './deploy.js';

interface LogFlags {
  follow?: boolean;
  sinceOffset?: number;
  output?: boolean;
  tail: number;
  raw?: boolean;
}

type OutputLine = InstanceOutputView['lines'][number];

/** What a deployment, or a container, has to say. */
export function addLogs(program: Command, shell: () => Shell, exit: (code: ExitCode) => void): void {
  program
    .command('logs')
    .description('print the log of a deployment, or what a container prints')
    .argument('<what>', 'id of a deployment, or sandbox/service for its last one')
    .option('-f, --follow', 'go on until it ends; the exit code tells the result')
    .option('--since-offset <bytes>', 'begin at this byte of the log', count)
    .option('--raw', 'the log as it is kept: time, step and stream before each line')
    .option('--output', 'what the container of sandbox/service prints, instead of the log')
    .option('--tail <lines>', 'with --output: how many lines of before', count, 200)
    .action(async (what: string, flags: LogFlags) => {
      exit(await (flags.output ? printOutput(shell(), what, flags) : printLog(shell(), what, flags)));
    });
}

async function printLog(shell: Shell, what: string, flags: LogFlags): Promise<ExitCode> {
  const api = await shell.api();
  const deployment = await deploymentOf(api, what);
  if (flags.follow) return follow(shell, [deployment], { offset: flags.sinceOffset ?? 0, isRaw: flags.raw });

  for (let offset = flags.sinceOffset ?? 0; ;) {
    const response = await api.request('GET', `/deployments/${deployment.id}/log?offset=${offset}`);
    const text = await response.text();
    if (text === '') return EXIT.ok;
    offset = Number(response.headers.get('x-log-offset')) + Buffer.byteLength(text);
    if (flags.raw) shell.print.raw(text);
    else
      for (const line of text.replace(/\n$/, '').split('\n'))
        shell.print.event(
          { kind: 'log', deploymentId: deployment.id, service: deployment.service, line },
          () => lineForPeople(line),
        );
  }
}

async function printOutput(
  shell: Shell,
  what: string,
  { tail, follow: isFollowed }: LogFlags,
): Promise<ExitCode> {
  const api = await shell.api();
  const [name, service] = sandboxAndService(what);
  const id = await sandboxId(api, name);
  const show = (line: OutputLine) => shell.print.event(line, () => line.text);
  if (isFollowed) return followOutput(shell, { sandboxId: id, service, tail }, show);
  const path = `/sandboxes/${id}/services/${encodeURIComponent(service)}/output?tail=${tail}`;
  (await api.get<InstanceOutputView>(path)).lines.forEach(show);
  return EXIT.ok;
}

/** Until Ctrl-C, or the container is gone. After a lost connection it goes on behind the last line. */
async function followOutput(
  shell: Shell,
  request: { sandboxId: string; service: string; tail: number },
  show: (line: OutputLine) => void,
): Promise<ExitCode> {
  const socket = liveSocket(await shell.api());
  let since: string | undefined;
  try {
    return await new Promise<ExitCode>((resolve, reject) => {
      process.once('SIGINT', () => resolve(EXIT.interrupted));
      socket.on('runtime:lines', ({ lines, ended }: InstanceLogLines) => {
        for (const line of lines) {
          since = line.at;
          show(line);
        }
        if (ended) resolve(EXIT.ok);
      });
      socket.on('connect', () =>
        socket.emit('runtime:open', { ...request, ...(since ? { since } : {}) }, (ack) => {
          if (!ack.ok) reject(new CliError(ack.error.message));
        }),
      );
      socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
        if (error.data?.code) reject(new CliError(error.message, EXIT.noAccess));
      });
    });
  } finally {
    socket.disconnect();
  }
}
