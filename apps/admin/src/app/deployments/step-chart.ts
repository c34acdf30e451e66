import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type DeploymentStep, type DeploymentView } from '@sdp/protocol';
import { durationText, exactText } from '../ui/time-text';
import { revisionText } from './revision';

const PARTS: readonly { name: string; steps: readonly DeploymentStep[] }[] = [
  { name: 'fetch', steps: ['fetch', 'checkout', 'preflight'] },
  { name: 'build', steps: ['build'] },
  { name: 'start', steps: ['start', 'verify', 'switch'] },
];

interface Bar {
  id: string;
  said: string;
  isThis: boolean;
  parts: { name: string; height: number }[];
}

/** How long the last deployments took, part by part, the newest on the right; each leads to its page. */
@Component({
  selector: 'sdp-step-chart',
  imports: [RouterLink],
  template: `
    <h2>The last {{ bars().length }} deployments</h2>
    <ol aria-label="Durations of the last deployments">
      @for (bar of bars(); track bar.id) {
        <li>
          <a
            [routerLink]="['/deployments', bar.id]"
            [attr.aria-label]="bar.said"
            [attr.aria-current]="bar.isThis ? 'page' : null"
            [title]="bar.said"
          >
            @for (part of bar.parts; track part.name) {
              <span [class]="part.name" [style.height.%]="part.height"></span>
            }
          </a>
        </li>
      }
    </ol>
    <p class="muted" aria-hidden="true">
      <span class="key fetch"></span>fetch <span class="key build"></span>build
      <span class="key start"></span>start
    </p>
  `,
  styleUrl: './step-chart.scss',
  host: { 'data-testid': 'step-chart' },
})
export class StepChart {
  /** Newest first. */
  readonly deployments = input.required<readonly DeploymentView[]>();
  readonly shownId = input.required<string>();

  protected readonly bars = computed((): Bar[] => {
    const timed = this.deployments().map((deployment) => ({ deployment, parts: partsOf(deployment) }));
    const highest = Math.max(1, ...timed.map(({ parts }) => sum(parts.map(({ ms }) => ms))));
    return timed
      .map(({ deployment, parts }) => ({
        id: deployment.id,
        isThis: deployment.id === this.shownId(),
        said: saidOf(deployment, sum(parts.map(({ ms }) => ms))),
        parts: parts.map(({ name, ms }) => ({ name, height: (ms / highest) * 100 })),
      }))
      .reverse();
  });
}

function partsOf({ steps }: DeploymentView): { name: string; ms: number }[] {
  return PARTS.map((part) => ({
    name: part.name,
    ms: sum(steps.map(({ step, durationMs }) => (part.steps.includes(step) ? (durationMs ?? 0) : 0))),
  }));
}

function saidOf({ branch, commit, createdAt }: DeploymentView, ms: number): string {
  return `${durationText(ms)}, ${revisionText(branch, commit)}, ${exactText(createdAt)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
