import { Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type SandboxTemplateView, type TemplateUpdateView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { LiveValue } from '../live/live-value';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { Dialogs } from '../ui/dialogs';
import { DifferenceTable } from '../ui/difference-table';
import { LoadState } from '../ui/load-state';

/** How a sandbox stands to the template that it was made from, and bringing it to a newer version. */
@Component({
  selector: 'sdp-template-section',
  imports: [DifferenceTable, LoadState, RouterLink],
  templateUrl: './template-section.html',
  styles: `
    section {
      margin-bottom: 24px;
    }
    h2 {
      margin: 0 0 4px;
      font-size: 15px;
    }
    p {
      margin: 0 0 10px;
    }
    .parameters {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
  `,
})
export class TemplateSection {
  protected readonly store = inject(SandboxStore);
  private readonly api = inject(SandboxesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  protected readonly standing = new LiveValue<SandboxTemplateView>((standing, update) =>
    (update.kind === 'sandbox-changed' && update.id === this.store.id()) ||
    (update.kind === 'template-changed' && update.id === standing.template.id)
      ? 'reload'
      : standing,
  );
  protected readonly parameters = computed(() => Object.entries(this.standing.value()?.parameters ?? {}));

  constructor() {
    effect(() => {
      const id = this.store.id();
      this.standing.open(`/api/sandboxes/${encodeURIComponent(id)}/template`, `sandbox:${id}`);
    });
  }

  protected async bringTo(version: number): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: `Bring this sandbox to version ${version}?`,
      text: 'It takes over what is new in the template. Its own edits stay. Services change when they are deployed again.',
      action: `Bring to version ${version}`,
    });
    if (!isSure) return;
    const done = await this.toasts.attempt(this.api.updateFromTemplate(this.store.id(), { version }));
    if (done) this.toasts.done(resultText(done));
    this.standing.reload();
    this.store.reload();
  }
}

function resultText({ version, applied, kept }: TemplateUpdateView): string {
  const keeps = kept.differences.length > 0 ? `, ${kept.differences.length} own edits kept` : '';
  return `Now at version ${version}: ${applied.differences.length} changes taken over${keeps}.`;
}
