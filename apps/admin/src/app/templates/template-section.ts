import { Component, computed, effect, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type SandboxTemplateView, type TemplateUpdateView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { LiveValue } from '../live/live-value';
import { someOf } from '../names/listing';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { lostRoutes, usesOfOthers } from '../sandboxes/services/route-uses';
import { Dialogs } from '../ui/dialogs';
import { DifferenceTable } from '../ui/difference-table';
import { LoadState } from '../ui/load-state';
import { goneServices, mayGoBack, resultText } from './template-update';

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

  protected async bringTo(before: SandboxTemplateView, version: number): Promise<void> {
    const id = this.store.id();
    const gone = goneServices(before.newerChanges);
    const uses = gone.length > 0 ? await this.toasts.attempt(this.api.routeUses(id)) : [];
    if (!uses) return;
    const isSure = await this.dialogs.ask({
      heading: `Bring this sandbox to version ${version}?`,
      text: 'It takes over what is new in the template. Its own edits stay. Services change when they are deployed again.',
      ...(gone.length > 0 && {
        goes: [
          `${someOf(gone)} with container and settings, at once, unless changed in this sandbox`,
          ...lostRoutes(usesOfOthers(uses, id, gone)),
        ],
      }),
      action: `Bring to version ${version}`,
    });
    if (!isSure) return;
    const done = await this.toasts.attempt(this.api.updateFromTemplate(id, { version }));
    if (done) this.tell(id, before, done);
    this.standing.reload();
    this.store.reload();
  }

  private tell(id: string, before: SandboxTemplateView, done: TemplateUpdateView): void {
    const { template, parameters } = before;
    const goBack = async () => {
      await this.api.assertStill(id, done.version, (sandbox) => sandbox.template?.version);
      await this.api.updateFromTemplate(id, { version: template.version, parameters });
    };
    if (mayGoBack(before, done)) this.toasts.undoable(resultText(done), goBack);
    else this.toasts.done(resultText(done));
  }
}
