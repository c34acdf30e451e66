import { PatternError } from './pattern-error.js';

const MAX_PATTERN_LENGTH = 200;
const MAX_REPEAT = 200;

/** Whether a character is taken. */
export type Take = (character: string) => boolean;

export type Expression =
  | { kind: 'take'; take: Take }
  | { kind: 'start' | 'end' }
  | { kind: 'sequence'; parts: Expression[] }
  | { kind: 'choice'; options: Expression[] }
  | { kind: 'repeat'; part: Expression; min: number; max: number | null };

type Repeat = Pick<Extract<Expression, { kind: 'repeat' }>, 'min' | 'max'>;

const CLASSES: Readonly<Record<string, Take>> = {
  d: (character) => /\d/.test(character),
  D: (character) => /\D/.test(character),
  w: (character) => /\w/.test(character),
  W: (character) => /\W/.test(character),
  s: (character) => /\s/.test(character),
  S: (character) => /\S/.test(character),
};
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
const REPEATS: Readonly<Record<string, Repeat>> = {
  '*': { min: 0, max: null },
  '+': { min: 1, max: null },
  '?': { min: 0, max: 1 },
};

/**
 * The part of JavaScript's regular expressions that is regular: characters, classes, groups, alternatives, repetitions
 * and the two anchors. @throws PatternError for everything else.
 */
export function parsePattern(source: string): Expression {
  if (source.length > MAX_PATTERN_LENGTH)
    throw new PatternError(`is longer than ${MAX_PATTERN_LENGTH} characters`);
  return new PatternParser(source).parse();
}

class PatternParser {
  private at = 0;

  constructor(private readonly source: string) {}

  parse(): Expression {
    const expression = this.choice();
    if (this.at < this.source.length) throw new PatternError('closes a group that was not opened');
    return expression;
  }

  private choice(): Expression {
    const options = [this.sequence()];
    while (this.skip('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.source.length && this.next !== '|' && this.next !== ')')
      parts.push(this.repeated());
    return { kind: 'sequence', parts };
  }

  private repeated(): Expression {
    const part = this.atom();
    const repeat = this.repeat();
    if (!repeat) return part;
    if (part.kind === 'start' || part.kind === 'end') throw new PatternError('repeats an anchor');
    // Greedy or not makes no difference where the whole text has to match.
    this.skip('?');
    if (this.repeat()) throw new PatternError('repeats a repetition; put the inner one in brackets');
    return { kind: 'repeat', part, ...repeat };
  }

  private repeat(): Repeat | null {
    const simple = REPEATS[this.next];
    if (simple) {
      this.at++;
      return simple;
    }
    return this.next === '{' ? this.counted() : null;
  }

  private counted(): Repeat {
    const [text, from, comma, to] = /^\{(\d{1,6})(,?)(\d{0,6})\}/.exec(this.source.slice(this.at)) ?? [];
    if (text === undefined || (!comma && to))
      throw new PatternError(
        'has a { that begins no repetition such as {2} or {1,3}; write \\{ for the character',
      );
    this.at += text.length;

    const min = Number(from);
    const max = to ? Number(to) : comma ? null : min;
    if (min > MAX_REPEAT || (max !== null && max > MAX_REPEAT))
      throw new PatternError(`repeats something more than ${MAX_REPEAT} times`);
    if (max !== null && max < min)
      throw new PatternError(`has a repetition that ends before it begins: ${text}`);
    return { min, max };
  }

  private atom(): Expression {
    const character = this.take();
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'take', take: this.characterClass() };
      case '.':
        return { kind: 'take', take: (one) => !/[\n\r\u2028\u2029]/.test(one) };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return { kind: 'take', take: takeOf(this.escaped()) };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternError(
          `has a ${character} with nothing before it to repeat; write \\${character} for the character`,
        );
      case ']':
      case '}':
        throw new PatternError(
          `has a ${character} that closes nothing; write \\${character} for the character`,
        );
      default:
        return { kind: 'take', take: takeOf(character) };
    }
  }

  private group(): Expression {
    if (this.skip('?') && !this.skip(':'))
      throw new PatternError(
        'has a group that begins with (?; only (?: is possible: no look-around, no names',
      );
    const expression = this.choice();
    if (!this.skip(')')) throw new PatternError('opens a group that is never closed');
    return expression;
  }

  private characterClass(): Take {
    const isNegated = this.skip('^');
    const takes: Take[] = [];
    while (!this.skip(']')) takes.push(this.classMember());
    if (takes.length === 0) throw new PatternError('has an empty class []');
    return (character) => takes.some((take) => take(character)) !== isNegated;
  }

  private classMember(): Take {
    const from = this.classCharacter();
    const isRange = this.next === '-' && ![']', ''].includes(this.source[this.at + 1] ?? '');
    if (!isRange) return takeOf(from);

    this.at++;
    const to = this.classCharacter();
    if (typeof from !== 'string' || typeof to !== 'string' || from > to)
      throw new PatternError('has a range in a class that is not from a lower to a higher character');
    return (character) => character >= from && character <= to;
  }

  private classCharacter(): string | Take {
    if (this.at >= this.source.length) throw new PatternError('opens a class with [ that is never closed');
    const character = this.take();
    return character === '\\' ? this.escaped() : character;
  }

  private escaped(): string | Take {
    if (this.at >= this.source.length) throw new PatternError('ends in the middle of an escape');
    const character = this.take();
    const known = CLASSES[character] ?? CONTROLS[character];
    if (known) return known;
    if (/\w/.test(character))
      throw new PatternError(
        `uses \\${character}, which is not possible here: only \\d \\w \\s, their opposites, and signs`,
      );
    return character;
  }

  private get next(): string {
    return this.source[this.at] ?? '';
  }

  private take(): string {
    return this.source[this.at++]!;
  }

  private skip(character: string): boolean {
    if (this.next !== character) return false;
    this.at++;
    return true;
  }
}

function takeOf(what: string | Take): Take {
  return typeof what === 'string' ? (character) => character === what : what;
}
