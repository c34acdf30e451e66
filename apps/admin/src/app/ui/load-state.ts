import { Component, input } from '@angular/core';
import { ErrorCard } from '../errors/error-card';
import { type ShownError } from '../errors/wire-error';
import { Skeleton } from './skeleton';

/** Whatever is read from the control plane. */
export interface Loading {
  /** Nothing to show yet. */
  isLoading(): boolean;
  error(): ShownError | undefined;
  reload(): unknown;
}

/** What stands where something is being read, or could not be read. */
@Component({
  selector: 'sdp-load-state',
  imports: [ErrorCard, Skeleton],
  template: `
    @if (of().error(); as error) {
      <sdp-error-card
        [heading]="what() + ' could not be read'"
        [error]="error"
        canRetry
        (retry)="of().reload()"
      />
    }
    @if (of().isLoading()) {
      <sdp-skeleton [count]="count()" [height]="height()" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    sdp-error-card {
      margin-bottom: 16px;
    }
  `,
})
export class LoadState {
  readonly of = input.required<Loading>();
  /** Begins the sentence: `The environments`. */
  readonly what = input.required<string>();
  readonly count = input(4);
  readonly height = input(48);
}
