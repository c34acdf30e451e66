import { Component, inject, input } from '@angular/core';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Icon } from '../ui/icon';
import { type Draft } from './draft';

/** Says that a form begins with what was typed into it before, and offers to begin anew. */
@Component({
  selector: 'sdp-draft-notice',
  imports: [Ago, Icon],
  template: `
    <div role="status">
      @if (draft().restoredAt(); as at) {
        <p data-testid="draft-restored">
          <sdp-icon name="clock" />
          <span>What you typed <sdp-ago [time]="at" /> is here again. It was not sent.</span>
          <button type="button" class="button small" data-testid="discard-draft" (click)="beginAnew()">
            Begin anew
          </button>
        </p>
      }
    </div>
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 10px;
      margin: 0 0 16px;
      padding: 8px 12px;
      border: 1px solid color-mix(in srgb, var(--info) 35%, transparent);
      border-radius: 8px;
      background: color-mix(in srgb, var(--info) 8%, var(--surface));
    }
    span {
      flex: 1 1 200px;
    }
  `,
})
export class DraftNotice {
  readonly draft = input.required<Pick<Draft<never>, 'restoredAt' | 'discard' | 'mayBringBack'>>();

  private readonly toasts = inject(Toasts);

  protected beginAnew(): void {
    const draft = this.draft();
    const bringBack = draft.discard();
    this.toasts.undoable(
      'What you typed before is put away.',
      async () => bringBack(),
      () => draft.mayBringBack(),
    );
  }
}
