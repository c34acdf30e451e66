import { Component, effect, input, output } from '@angular/core';
import { type RoutePreview } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { LoadState } from '../ui/load-state';

/** What a push would change at the gateway, and the button that does it. Read anew whenever the routes change. */
@Component({
  selector: 'sdp-push-preview',
  imports: [LoadState],
  templateUrl: './push-preview.html',
  styleUrl: './push-preview.scss',
})
export class PushPreview {
  readonly sandboxId = input.required<string>();
  readonly isBusy = input(false);
  /** With the hash of what was seen, so that nothing else is pushed. */
  readonly push = output<string>();

  protected readonly preview = new LiveValue<RoutePreview>((preview, update) =>
    update.kind === 'routes' && update.value.sandboxId === this.sandboxId() ? 'reload' : preview,
  );

  constructor() {
    effect(() => {
      const id = this.sandboxId();
      this.preview.open(`/api/sandboxes/${encodeURIComponent(id)}/routes/preview`, `sandbox:${id}`);
    });
  }
}
