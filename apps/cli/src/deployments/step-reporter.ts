import { type DeploymentView, type StepView } from '@sdp/protocol';
import { type Printer } from '../output/printer.js';
import { durationText } from '../output/time-text.js';
import { colourOf, isOver } from './states.js';

/** Tells what is new about a deployment each time it is seen: the wait, each step's end, the result. */
export class StepReporter {
  private said = new Set<string>();

  constructor(
    private readonly print: Printer,
    /** Before each line, where several are followed at once. */
    private readonly prefix: string,
  ) {}

  see(deployment: DeploymentView): void {
    if (this.print.isJson) return this.print.event({ kind: 'deployment', value: deployment }, () => null);
    const { queue, steps, state } = deployment;
    if (queue && !isOver(state)) this.once(`waits for ${queue.waitsFor}`, `… waits for ${queue.waitsFor}`);
    for (const step of steps) this.seeStep(step);
    if (isOver(state)) this.once('end', this.endOf(deployment));
  }

  private seeStep({ step, outcome, durationMs }: StepView): void {
    if (outcome === 'running' || outcome === 'skipped') return;
    const mark = outcome === 'ok' ? this.print.colours('✓', 'green') : this.print.colours('✗', 'red');
    this.once(`step ${step}`, `${mark} ${step}${durationMs === null ? '' : ` ${durationText(durationMs)}`}`);
  }

  private endOf({ state, commit, branch, durationMs, error }: DeploymentView): string {
    const what = `${branch}${commit ? `@${commit.id.slice(0, 8)}` : ''}`;
    const time = durationMs === null ? '' : ` after ${durationText(durationMs)}`;
    const colour = colourOf(state) ?? 'bold';
    const end = `${this.print.colours(state, colour)}: ${what}${time}`;
    return error ? `${end}\n${this.prefix}${error.message}` : end;
  }

  private once(key: string, text: string): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.print.note(`${this.prefix}${text}`);
  }
}
