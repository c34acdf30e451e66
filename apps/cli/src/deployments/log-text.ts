/** Takes a stream of whole and half lines, and gives whole ones. */
export class Lines {
  private rest = '';

  /** @returns the lines that are complete now, without their ends */
  push(text: string): string[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    return lines;
  }
}

const LINE = /^(\S+) (\S+) (out|err|sdp) (.*)$/s;

/** `build │ text`: the line of a log (libs/protocol, log-format) for people. */
export function lineForPeople(line: string): string {
  const [, , step = '', , text = line] = LINE.exec(line) ?? [];
  return `${step.padEnd(9)} │ ${text}`;
}
