import { type Command } from '../process/run-command.js';
import { type BuildUser } from './build-user.js';

const GIBIBYTE = 1024 ** 3;

/** Of prlimit(1): most processes and threads of the user, largest file, largest private memory of one process. */
const LIMITS = [
  '--nproc=1024',
  '--nofile=8192',
  `--fsize=${4 * GIBIBYTE}`,
  `--data=${8 * GIBIBYTE}`,
  '--core=0',
];

/** Programs that `withoutRights` is made of, by the package that has them. */
export const TOOLS = { 'util-linux': ['choom', 'setpriv', 'prlimit'], coreutils: ['nice', 'chown', 'chmod'] };

/**
 * The same command as another user: no group but their own, no capability and no way to get one, limits, behind
 * everybody else for the processor, and first to go when memory is short. Each program replaces itself by the next,
 * so that the process is still the one that was started. The first needs the agent's rights to become that user.
 */
export function withoutRights<C extends Command>(command: C, { uid, gid }: Omit<BuildUser, 'name'>): C {
  const args = [
    ...['-n', '1000', '--'],
    ...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs'],
    ...['--inh-caps=-all', '--ambient-caps=-all', '--bounding-set=-all', '--'],
    ...['prlimit', ...LIMITS, '--', 'nice', '-n', '5'],
    ...[command.program, ...command.args],
  ];
  return { ...command, program: 'choom', args, rights: 'all' };
}
