import { execFile } from 'node:child_process';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Cli, PROGRAM } from './cli.js';

const run = promisify(execFile);

const BASH = `source <(sdp completion bash)
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_sdp
printf '%s\\n' "\${COMPREPLY[@]}"`;

/** Somebody at a terminal: types the line, presses Tab, and notes what has become of it. */
const ZSH = `zmodload zsh/zpty
export NOTE=$(mktemp)
zpty terminal "zsh -f -i"
zpty -w terminal 'autoload -Uz compinit; compinit -u -D; source <(sdp completion zsh); note() { print -r -- $BUFFER >$NOTE }; zle -N note; bindkey "^G" note'
zpty -w -n terminal "$1"$'\\t\\a'
for _ in {1..600}; do [[ -s $NOTE ]] && break; zpty -r -t terminal shown; sleep 0.05; done
zpty -d terminal
cat $NOTE
rm $NOTE`;

const FISH = 'source (sdp completion fish | psub); complete -C $argv[1]';

/** Real shells with `sdp` on their path. */
export class CompletingShells {
  private constructor(private readonly env: Record<string, string>) {}

  static async with(cli: Cli): Promise<CompletingShells> {
    const bin = join(cli.home, 'bin');
    await mkdir(bin);
    await chmod(PROGRAM, 0o755);
    await symlink(PROGRAM, join(bin, 'sdp'));
    const path = [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(':');
    return new CompletingShells({ PATH: path, HOME: cli.home, XDG_CONFIG_HOME: cli.home, TERM: 'xterm' });
  }

  /** What is offered for the last word. */
  async bash(line: string): Promise<string[]> {
    return lines(await this.run('bash', '-c', BASH, 'bash', ...line.split(' ')));
  }

  /** What is offered for the last word. */
  async fish(line: string): Promise<string[]> {
    return lines(await this.run('fish', '--no-config', '-c', FISH, line));
  }

  /** What the line is after Tab. */
  async zsh(line: string): Promise<string> {
    return (await this.run('zsh', '-f', '-c', ZSH, 'zsh', line)).replace(/\n$/, '');
  }

  private async run(shell: string, ...words: string[]): Promise<string> {
    return (await run(shell, words, { env: this.env })).stdout;
  }
}

function lines(text: string): string[] {
  return text.trim().split('\n');
}
