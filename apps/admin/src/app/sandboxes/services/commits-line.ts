import { Component, computed, inject, input, signal } from '@angular/core';
import { type CommitsView } from '@sdp/protocol';
import { Toasts } from '../../errors/toasts';
import { SandboxesApi } from '../sandboxes-api';
import { commitsText } from './commits-text';

/** How far the branch is from what runs. Counting needs a fetch, so it is done when somebody asks. */
@Component({
  selector: 'sdp-commits-line',
  template: `
    @if (counted(); as commits) {
      <span class="foreign" data-testid="commits" role="status" [title]="commits.head.subject">{{
        text()
      }}</span>
    }
    <button type="button" class="link" data-testid="compare-commits" [disabled]="isBusy()" (click)="count()">
      {{ isBusy() ? 'Fetching …' : counted() ? 'Again' : 'Compare with the branch' }}
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 10px;
    }
    .link {
      padding: 0;
      border: 0;
      background: none;
      color: var(--accent);
      font: inherit;
      cursor: pointer;
      text-decoration: underline;
      text-underline-offset: 3px;
    }
  `,
})
export class CommitsLine {
  readonly sandboxId = input.required<string>();
  readonly service = input.required<string>();

  private readonly api = inject(SandboxesApi);
  private readonly toasts = inject(Toasts);
  protected readonly isBusy = signal(false);
  protected readonly counted = signal<CommitsView | undefined>(undefined);
  protected readonly text = computed(() => {
    const commits = this.counted();
    return commits && commitsText(commits);
  });

  protected async count(): Promise<void> {
    this.isBusy.set(true);
    this.counted.set(await this.toasts.attempt(this.api.commits(this.sandboxId(), this.service())));
    this.isBusy.set(false);
  }
}
