import { PatternError } from './pattern-error.js';
import { type Expression, parsePattern, type Take } from './pattern-parser.js';

/** Steps of a compiled pattern; with the length of what is matched, the bound of all work that one match can be. */
const MAX_STEPS = 1_000;

type Step =
  | { kind: 'take'; take: Take }
  | { kind: 'fork'; to: number[] }
  | { kind: 'start' | 'end' }
  | { kind: 'accept' };

/**
 * A regular expression that a person wrote, matched in linear time: all ways are walked at once, one character after
 * the other, and nothing is ever tried again (Thompson's construction, as in RE2). V8's own engine goes back, and a
 * pattern like `(a+)+$` keeps it busy for years. What cannot be matched so, such as back-references and look-arounds,
 * is refused when the pattern is parsed.
 */
export class Pattern {
  private readonly steps: Step[] = [];
  private work = 0;

  /** @throws PatternError saying what is wrong with it. */
  constructor(source: string) {
    this.compile(parsePattern(source));
    this.steps.push({ kind: 'accept' });
  }

  /** Whether the whole text matches. */
  matches(text: string): boolean {
    let current = this.reachable([0], 0, text.length);
    for (let at = 0; at < text.length && current.size > 0; at++) {
      const next: number[] = [];
      for (const index of current) {
        const step = this.steps[index]!;
        if (step.kind === 'take' && step.take(text[at]!)) next.push(index + 1);
      }
      current = this.reachable(next, at + 1, text.length);
    }
    return current.has(this.steps.length - 1);
  }

  /** Every step that can be reached without taking a character. */
  private reachable(from: number[], at: number, length: number): Set<number> {
    const seen = new Set<number>();
    const open = [...from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      const step = this.steps[index]!;
      if (step.kind === 'fork') open.push(...step.to);
      if (step.kind === 'start' && at === 0) open.push(index + 1);
      if (step.kind === 'end' && at === length) open.push(index + 1);
    }
    return seen;
  }

  private compile(expression: Expression): void {
    // Counted apart from the steps: repetitions of nothing make none.
    if (++this.work > MAX_STEPS)
      throw new PatternError('is too large: repeat less, or fewer things within each other');
    switch (expression.kind) {
      case 'take':
      case 'start':
      case 'end':
        this.steps.push(expression);
        return;
      case 'sequence':
        for (const part of expression.parts) this.compile(part);
        return;
      case 'choice':
        return this.compileChoice(expression.options);
      case 'repeat':
        return this.compileRepeat(expression);
    }
  }

  private compileChoice(options: Expression[]): void {
    const entrance = this.fork();
    const exits = options.map((option) => {
      entrance.to.push(this.steps.length);
      this.compile(option);
      return this.fork();
    });
    for (const exit of exits) exit.to.push(this.steps.length);
  }

  private compileRepeat({ part, min, max }: Extract<Expression, { kind: 'repeat' }>): void {
    for (let count = 0; count < min; count++) this.compile(part);
    if (max === null) return this.compileLoop(part);

    const exits: { to: number[] }[] = [];
    for (let count = min; count < max; count++) {
      exits.push(this.fork(this.steps.length + 1));
      this.compile(part);
    }
    for (const exit of exits) exit.to.push(this.steps.length);
  }

  private compileLoop(part: Expression): void {
    const entrance = this.steps.length;
    const loop = this.fork(entrance + 1);
    this.compile(part);
    this.fork(entrance);
    loop.to.push(this.steps.length);
  }

  private fork(...to: number[]): { to: number[] } {
    const step: Step = { kind: 'fork', to };
    this.steps.push(step);
    return step;
  }
}
