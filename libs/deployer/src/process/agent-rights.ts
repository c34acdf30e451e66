import { readFileSync } from 'node:fs';
import { findProgram } from './find-program.js';

/** What a child may keep of the capabilities that the agent's unit gives it. */
export type KeptRights = 'all' | readonly 'net_bind_service'[];

interface Program {
  program: string;
  args: readonly string[];
}

const SETPRIV = 'setpriv';

/**
 * The same program without the agent's capabilities, but for those named. Ambient capabilities (capabilities(7)) come
 * down to every child by themselves: git reads what strangers push, nginx and the port switch what strangers send. An
 * agent without any, or one that is root, starts the program as it is. So does one that has no such program: whoever
 * starts it says so better than setpriv.
 */
export async function withoutAgentRights(
  { program, args }: Program,
  kept: KeptRights,
  path: string,
): Promise<Program> {
  if (kept === 'all' || !hasAmbientRights()) return { program, args };
  const isFound = program.includes('/') || (await findProgram(program, path)) !== null;
  return isFound ? dropped({ program, args }, kept) : { program, args };
}

/** As `withoutAgentRights` for a program that is there. */
export function withoutAnyAgentRight(program: Program): Program {
  return hasAmbientRights() ? dropped(program, []) : program;
}

function dropped({ program, args }: Program, kept: Exclude<KeptRights, 'all'>): Program {
  const rights = ['-all', ...kept.map((right) => `+${right}`)].join(',');
  return {
    program: SETPRIV,
    args: [`--inh-caps=${rights}`, `--ambient-caps=${rights}`, '--', program, ...args],
  };
}

let known: boolean | undefined;

/** Those of this process never change: nothing in Node can. */
function hasAmbientRights(): boolean {
  known ??= /^CapAmb:\s+0*[1-9a-f]/m.test(readFileSync('/proc/self/status', 'utf8'));
  return known;
}
