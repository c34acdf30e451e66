import { Component, computed, inject, input, signal } from '@angular/core';
import { type SandboxView } from '@sdp/protocol';
import { Clock } from '../../ui/clock';
import { exactText, untilText } from '../../ui/time-text';
import { SandboxActions } from '../sandbox-actions';
import { LIFETIMES } from './lifetimes';

/** When a sandbox ends by itself, and letting it live longer. */
@Component({
  selector: 'sdp-expiry-settings',
  template: `
    <h2>Expiry</h2>
    @if (sandbox().expiresAt) {
      <p data-testid="expires">
        It is deleted {{ when() }} <span class="muted">({{ exact() }})</span>, with a warning before.
      </p>
    } @else {
      <p class="muted">It never expires.</p>
    }
    @if (canEdit()) {
      <div class="row">
        <label class="field">
          <span class="label">Let it live, from now</span>
          <select class="input" data-testid="extend-hours" (change)="choose($event)">
            @for (length of lengths; track length.hours) {
              <option [value]="length.hours" [selected]="length.hours === hours()">{{ length.words }}</option>
            }
          </select>
        </label>
        <button type="button" class="button" data-testid="extend" [disabled]="isBusy()" (click)="extend()">
          {{ isBusy() ? 'Extending …' : 'Set' }}
        </button>
      </div>
    }
  `,
  styleUrl: './settings-card.scss',
  host: { class: 'card' },
})
export class ExpirySettings {
  readonly sandbox = input.required<SandboxView>();
  readonly canEdit = input(false);

  private readonly actions = inject(SandboxActions);
  private readonly clock = inject(Clock);
  protected readonly lengths = LIFETIMES;
  protected readonly hours = signal(168);
  protected readonly isBusy = signal(false);
  protected readonly when = computed(() => untilText(this.sandbox().expiresAt ?? '', this.clock.now()));
  protected readonly exact = computed(() => exactText(this.sandbox().expiresAt ?? ''));

  protected choose(event: Event): void {
    this.hours.set(Number((event.target as HTMLSelectElement).value));
  }

  protected async extend(): Promise<void> {
    this.isBusy.set(true);
    await this.actions.extend(this.sandbox(), this.hours());
    this.isBusy.set(false);
  }
}
