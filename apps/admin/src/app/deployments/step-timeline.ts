import { Component, computed, inject, input } from '@angular/core';
import { type DeploymentStep, type StepView } from '@sdp/protocol';
import { Clock } from '../ui/clock';
import { Icon, type IconName } from '../ui/icon';
import { durationText, elapsedText } from '../ui/time-text';
import { type UsualSteps } from './step-durations';
import { STEP_WORDS, STEPS } from './deployment-states';

type Outcome = StepView['outcome'] | 'waiting' | 'interrupted' | 'not-reached';

interface Row {
  step: DeploymentStep;
  word: string;
  outcome: Outcome;
  time: string;
  /** What it takes by the last deployments; empty where nothing is known. */
  usual: string;
}

const SIGNS: Readonly<Record<Outcome, { icon: IconName | null; said: string }>> = {
  running: { icon: null, said: 'running' },
  ok: { icon: 'check', said: 'done' },
  failed: { icon: 'close', said: 'failed' },
  skipped: { icon: 'skip', said: 'skipped' },
  interrupted: { icon: 'skip', said: 'interrupted' },
  waiting: { icon: null, said: 'not started' },
  'not-reached': { icon: null, said: 'not reached' },
};

/** Every step with how it went and how long it took; the one that runs counts up. */
@Component({
  selector: 'sdp-step-timeline',
  imports: [Icon],
  template: `
    <ol aria-label="Steps">
      @for (row of rows(); track row.step) {
        <li
          [class]="row.outcome"
          [attr.data-testid]="'step-' + row.step"
          [attr.data-outcome]="row.outcome"
          [attr.aria-current]="row.outcome === 'running' ? 'step' : null"
        >
          <span class="sign">
            @if (signs[row.outcome].icon; as icon) {
              <sdp-icon [name]="icon" />
            }
          </span>
          <span class="word"
            >{{ row.word }}<span class="visually-hidden">, {{ signs[row.outcome].said }}</span></span
          >
          <span class="time"
            >{{ row.time }}
            @if (row.usual) {
              <span class="usual">usually {{ row.usual }}</span>
            }
          </span>
        </li>
      }
    </ol>
  `,
  styleUrl: './step-timeline.scss',
})
export class StepTimeline {
  readonly steps = input.required<StepView[]>();
  readonly isActive = input.required<boolean>();
  readonly usual = input<UsualSteps>({});

  private readonly clock = inject(Clock);
  protected readonly signs = SIGNS;
  protected readonly rows = computed(() => {
    const byName = new Map(this.steps().map((step) => [step.step, step]));
    return STEPS.map((step) => this.row(step, byName.get(step)));
  });

  private row(step: DeploymentStep, view: StepView | undefined): Row {
    const usual = this.usual()[step];
    const { outcome, time } = this.shownOf(view);
    return {
      step,
      word: STEP_WORDS[step],
      outcome,
      time,
      usual: usual === undefined || outcome === 'skipped' ? '' : durationText(usual),
    };
  }

  private shownOf(view: StepView | undefined): Pick<Row, 'outcome' | 'time'> {
    if (!view) return { outcome: this.isActive() ? 'waiting' : 'not-reached', time: '' };
    if (view.outcome === 'skipped') return { outcome: 'skipped', time: 'skipped' };
    if (view.durationMs !== null) return { outcome: view.outcome, time: durationText(view.durationMs) };
    if (!this.isActive()) return { outcome: 'interrupted', time: '' };
    return { outcome: 'running', time: elapsedText(view.startedAt, this.clock.now()) };
  }
}
