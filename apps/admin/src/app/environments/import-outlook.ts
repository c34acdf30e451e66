import { httpResource } from '@angular/common/http';
import { computed, linkedSignal, type Signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type ImportPreview, type ImportVariablesRequest } from '@sdp/protocol';
import { debounceTime } from 'rxjs';
import { toShownError } from '../errors/wire-error';
import { environmentUrl } from './environments-api';

const PAUSE_MS = 300;

/**
 * What an import would change, asked anew whenever something of it changes; the newest answer wins. Needs an injection
 * context.
 */
export class ImportOutlook {
  private readonly asked: Signal<ImportVariablesRequest | undefined>;
  private readonly preview;
  /** The last answer; that of before, while a new one is on its way. */
  readonly shown;
  /** The answer to exactly what would be imported now. */
  readonly current = computed(() =>
    this.asked() === this.request() && this.preview.status() === 'resolved'
      ? this.preview.value()
      : undefined,
  );
  readonly error = computed(() => {
    const failure = this.preview.error();
    return failure && toShownError(failure);
  });

  constructor(
    environmentId: string,
    private readonly request: Signal<ImportVariablesRequest | undefined>,
  ) {
    const rested = toObservable(request).pipe(debounceTime(PAUSE_MS));
    this.asked = toSignal(rested);
    this.preview = httpResource<ImportPreview>(() => {
      const body = this.asked();
      return body && { url: `${environmentUrl(environmentId)}/import/preview`, method: 'POST', body };
    });
    this.shown = linkedSignal<ImportPreview | undefined, ImportPreview | undefined>({
      source: () => (this.preview.hasValue() ? this.preview.value() : undefined),
      computation: (answer, before) => answer ?? before?.value,
    });
  }

  reload(): void {
    this.preview.reload();
  }
}
