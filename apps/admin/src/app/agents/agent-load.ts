import { Component, computed, effect, inject, input } from '@angular/core';
import { type AgentLoadSample } from '@sdp/protocol';
import { byteText } from '../ui/byte-text';
import { LineChart } from '../ui/line-chart';
import { AgentLoadStore } from './agent-load-store';

interface Line {
  name: string;
  /** What it is now, in words; the picture says how it came to that. */
  now: string;
  said: string;
  values: number[];
  top: number;
}

/** How busy an agent and its host were in the last hour: builds, processors, memory. */
@Component({
  selector: 'sdp-agent-load',
  imports: [LineChart],
  providers: [AgentLoadStore],
  template: `
    @if (lines().length > 0) {
      <h3>Load in the last {{ minutes() }}</h3>
      <ul>
        @for (line of lines(); track line.name) {
          <li>
            <span>{{ line.name }}</span>
            <strong>{{ line.now }}</strong>
            <sdp-line-chart [values]="line.values" [top]="line.top" [label]="line.said" />
          </li>
        }
      </ul>
    } @else if (store.error()) {
      <p class="muted">Its load could not be read.</p>
    } @else if (!store.isLoading()) {
      <p class="muted">Its load is shown once it has reported for half a minute.</p>
    }
  `,
  styleUrl: './agent-figures.scss',
  host: { 'data-testid': 'agent-load' },
})
export class AgentLoad {
  readonly agentId = input.required<string>();
  readonly capacity = input.required<number | null>();

  protected readonly store = inject(AgentLoadStore);
  protected readonly minutes = computed(() => spanText(this.store.samples()));
  protected readonly lines = computed(() => {
    const samples = this.store.samples();
    return samples.length < 2 ? [] : [builds(samples, this.capacity()), ...host(samples)];
  });

  constructor() {
    effect(() => this.store.open(this.agentId()));
  }
}

function builds(samples: readonly AgentLoadSample[], capacity: number | null): Line {
  const values = samples.map(({ running }) => running);
  const { running, queued } = samples.at(-1)!;
  const waiting = queued > 0 ? `, ${queued} wait` : '';
  return {
    name: 'Builds',
    now: `${running} of ${capacity ?? '–'}${waiting}`,
    said: `Builds at once: ${running} now, ${Math.max(...values)} at most.`,
    values,
    top: capacity ?? 1,
  };
}

/** What an agent of an earlier version does not report is left out. */
function host(samples: readonly AgentLoadSample[]): Line[] {
  const cpus = samples.flatMap(({ cpu }) => cpu ?? []);
  const memories = samples.flatMap(({ memory }) => memory ?? []);
  return [...(cpus.length > 1 ? [processors(cpus)] : []), ...(memories.length > 1 ? [memory(memories)] : [])];
}

function processors(values: number[]): Line {
  return {
    name: 'Processors',
    now: percent(values.at(-1)!),
    said: `Processors at work: ${percent(values.at(-1)!)} now, ${percent(Math.max(...values))} at most.`,
    values,
    top: 1,
  };
}

function memory(samples: NonNullable<AgentLoadSample['memory']>[]): Line {
  const values = samples.map(({ usedBytes }) => usedBytes);
  const { usedBytes, totalBytes } = samples.at(-1)!;
  return {
    name: 'Memory',
    now: `${byteText(usedBytes)} of ${byteText(totalBytes)}`,
    said: `Memory in use: ${byteText(usedBytes)} of ${byteText(totalBytes)} now, ${byteText(Math.max(...values))} at most.`,
    values,
    top: totalBytes,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function spanText(samples: readonly AgentLoadSample[]): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return '';
  const minutes = Math.round((Date.parse(last.at) - Date.parse(first.at)) / 60_000);
  return minutes < 2 ? 'minute' : `${minutes} minutes`;
}
