import { NAME_RULE, variableNameProblem, variableValueProblem } from '../../validation/variable-rules.js';

/** A line of a `.env` file that cannot be taken over. Never quotes the file: any part of it may be a secret. */
export interface DotEnvProblem {
  line: number;
  message: string;
}

export interface DotEnvFile {
  /** In the order of the file. */
  values: Map<string, string>;
  problems: DotEnvProblem[];
}

interface Reading {
  value: string;
  /** Where the rest of the file begins. */
  end: number;
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*=[ \t]*/;
const BLANK_OR_COMMENT = /^[ \t]*(?:#.*)?$/;
const REST_AFTER_QUOTE = /^(?:[ \t]+#.*|[ \t]*)$/;
const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads a `.env` file: `NAME=value` with an optional `export`; values bare, in '…' or `…` (taken as they are), or in
 * "…" (with the escapes \n \r \t \" \\ \$ \`); quoted ones may go over several lines. Nothing is
 * expanded. What the npm package dotenv drops, cuts off or overwrites without a word (a line that is no assignment, a
 * `#` within a bare value, an open quote, a name that comes twice) is a problem with its line here.
 */
export function parseDotEnv(source: string): DotEnvFile {
  return new DotEnvReader(source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')).read();
}

class DotEnvReader {
  private readonly values = new Map<string, string>();
  private readonly lines = new Map<string, number>();
  private readonly problems: DotEnvProblem[] = [];
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  read(): DotEnvFile {
    while (this.at < this.text.length) this.readEntry();
    return { values: this.values, problems: this.problems };
  }

  private readEntry(): void {
    const line = this.lineFrom(this.at);
    const assignment = ASSIGNMENT.exec(line);
    if (BLANK_OR_COMMENT.test(line)) this.moveTo(this.at + line.length);
    else if (assignment) this.readAssignment(assignment[1]!, this.at + assignment[0].length);
    else this.skipLine('is neither NAME=value nor a comment');
  }

  private readAssignment(name: string, start: number): void {
    const quote = this.text[start];
    const isQuoted = quote === '"' || quote === "'" || quote === '`';
    const reading = isQuoted ? this.quoted(start, quote) : this.bare(start);
    if (!reading) return;

    const problem = nameProblem(name) ?? this.duplicate(name) ?? valueProblem(reading.value);
    if (problem) this.problems.push({ line: this.line, message: problem });
    else this.values.set(name, reading.value);
    if (!this.lines.has(name)) this.lines.set(name, this.line);
    this.moveTo(reading.end);
  }

  private bare(start: number): Reading | null {
    const line = this.lineFrom(start);
    const comment = /[ \t]#/.exec(this.text.slice(start - 1, start + line.length));
    const text = comment ? line.slice(0, Math.max(0, comment.index - 1)) : line;
    if (text.includes('#'))
      return this.skipLine(
        'has a # within a bare value; put the value in quotes, or a blank before a comment',
      );
    return { value: text.trim(), end: start + line.length };
  }

  private quoted(start: number, quote: string): Reading | null {
    const end = this.closing(start, quote);
    if (end === -1) return this.skipLine(`opens a ${quote} that is never closed`);

    const rest = this.lineFrom(end + 1);
    if (!REST_AFTER_QUOTE.test(rest))
      return this.skipLine(
        `has text after the closing ${quote}; close it at the end, or escape it within "…"`,
      );
    const inner = this.text.slice(start + 1, end);
    return { value: quote === '"' ? unescape(inner) : inner, end: end + 1 + rest.length };
  }

  private closing(start: number, quote: string): number {
    for (let at = start + 1; at < this.text.length; at++) {
      if (this.text[at] === quote) return at;
      if (this.text[at] === '\\' && quote === '"') at++;
    }
    return -1;
  }

  private duplicate(name: string): string | null {
    const line = this.lines.get(name);
    return line === undefined
      ? null
      : `names ${name} again, which is on line ${line} already; keep one of them`;
  }

  private lineFrom(start: number): string {
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end === -1 ? undefined : end);
  }

  private skipLine(message: string): null {
    this.problems.push({ line: this.line, message });
    this.moveTo(this.at + this.lineFrom(this.at).length);
    return null;
  }

  /** Past `end` and the line break after it. */
  private moveTo(end: number): void {
    this.line += this.text.slice(this.at, end + 1).split('\n').length - 1;
    this.at = end + 1;
  }
}

/** A backslash before anything else stays, as in a shell. */
function unescape(inner: string): string {
  return inner.replace(/\\([nrt"\\$`])/g, (_, next: string) => UNESCAPED[next] ?? next);
}

/** A piece of a key that lost its quotes may look like a name: it is not shown. */
function nameProblem(name: string): string | null {
  return variableNameProblem(name) && `has a name that cannot be used; ${NAME_RULE}`;
}

function valueProblem(value: string): string | null {
  const rule = variableValueProblem(value);
  return rule && `has a bad value; values are ${rule}`;
}
