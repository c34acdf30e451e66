import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A `go` in front of the real one on an agent's PATH: waits in front of a build while a test holds it, prints a
 * flood of numbered lines when asked to, then builds for real.
 */
export class GoGate {
  readonly folder: string;
  private readonly holdFile: string;
  private readonly floodFile: string;

  constructor(root: string) {
    this.folder = join(root, 'bin');
    this.holdFile = join(root, 'hold-build');
    this.floodFile = join(root, 'flood-build');
  }

  async install(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const script = `#!/bin/sh
here=${this.folder}
if [ "$1" = build ]; then
  while [ -e ${this.holdFile} ]; do sleep 0.05; done
  if [ -e ${this.floodFile} ]; then . ${this.floodFile}; fi
fi
PATH=$(echo "$PATH" | sed "s#$here:##")
exec go "$@"
`;
    await writeFile(join(this.folder, 'go'), script);
    await chmod(join(this.folder, 'go'), 0o755);
  }

  hold(): Promise<void> {
    return writeFile(this.holdFile, '');
  }

  release(): Promise<void> {
    return rm(this.holdFile, { force: true });
  }

  /** Every later build prints lines `flood 1 …` to `flood <lines> …`, 120 bytes each with the line end. */
  flood(lines: number): Promise<void> {
    const program = `BEGIN { pad = sprintf("%100s", ""); gsub(" ", ".", pad); for (i = 1; i <= ${lines}; i++) print substr("flood " i " " pad pad, 1, 119) }`;
    return writeFile(this.floodFile, `date +'flood-start %s%3N'\nawk '${program}'\n`);
  }

  /** Every later build prints `perSecond` lines a second for some seconds, each with the time it was printed. */
  drip(perSecond: number, seconds: number): Promise<void> {
    const script = `const line = () => console.log('drip ' + Date.now() + ' ' + '.'.repeat(90));
let sent = 0; const start = performance.now();
const timer = setInterval(() => { const due = Math.min(${perSecond * seconds}, (performance.now() - start) * ${perSecond / 1000}); while (sent < due) { line(); sent++ } if (sent >= ${perSecond * seconds}) clearInterval(timer) }, 1);`;
    return writeFile(this.floodFile, `${process.execPath} -e "${script.replaceAll('\n', ' ')}"\n`);
  }

  calm(): Promise<void> {
    return rm(this.floodFile, { force: true });
  }
}

/** The numbers of the flood's lines in a log, in order. */
export function floodNumbers(log: string): number[] {
  return [...log.matchAll(/ flood (\d+) /g)].map(([, number]) => Number(number));
}
