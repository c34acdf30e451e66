import { Component, computed, inject, input } from '@angular/core';
import { type StorageView } from '@sdp/protocol';
import { Ago } from '../ui/ago';
import { Clock } from '../ui/clock';
import { untilText } from '../ui/time-text';
import { runText, storageRows } from './storage-rows';

/** What takes how much on an agent's host, what retention freed, and what it does next. */
@Component({
  selector: 'sdp-agent-storage',
  imports: [Ago],
  template: `
    <h3>Storage</h3>
    <ul>
      @for (row of rows(); track row.kind) {
        <li>
          <span>{{ row.name }}</span>
          <strong>{{ row.text }}</strong>
          @if (row.going) {
            <span class="going">{{ row.going }} {{ goes() }}</span>
          }
        </li>
      }
    </ul>
    <p class="muted">
      @if (storage().lastRun; as run) {
        Retention {{ runText(run.removed) }} <sdp-ago [time]="run.at" />.
      }
      {{ next() }}
      @if (!storage().isClockTrusted) {
        Its clock was set, or it has just started: nothing goes for its age yet.
      }
    </p>
    @if (storage().lastRun?.problem; as problem) {
      <p class="problem foreign">{{ problem }}</p>
    }
  `,
  styleUrls: ['./agent-figures.scss', './agent-storage.scss'],
  host: { 'data-testid': 'agent-storage' },
})
export class AgentStorage {
  readonly storage = input.required<StorageView>();
  private readonly clock = inject(Clock);

  protected readonly runText = runText;
  protected readonly rows = computed(() => storageRows(this.storage()));
  protected readonly goes = computed(() => (this.storage().nextAt === null ? 'could go' : 'goes next'));
  protected readonly next = computed(() => {
    const { nextAt } = this.storage();
    return nextAt === null
      ? 'It removes nothing by itself here (SDP_RETENTION_MINUTES is 0).'
      : `The next run is ${untilText(nextAt, this.clock.now())}.`;
  });
}
