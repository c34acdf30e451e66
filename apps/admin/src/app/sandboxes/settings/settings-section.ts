import { Component, computed, inject } from '@angular/core';
import { counted } from '../../names/listing';
import { SandboxActions } from '../sandbox-actions';
import { SandboxStore } from '../sandbox-store';
import { ExpirySettings } from './expiry-settings';
import { GeneralSettings } from './general-settings';
import { ShareSettings } from './share-settings';

/** Name, labels and environment; how long it lives; who may use it; its end. */
@Component({
  selector: 'sdp-settings-section',
  imports: [ExpirySettings, GeneralSettings, ShareSettings],
  template: `
    @if (store.sandbox(); as sandbox) {
      @if (!store.canUse()) {
        <p class="muted">Only its owner and those it is shared with can change this sandbox.</p>
      }
      <sdp-general-settings [sandbox]="settled()!" [canEdit]="store.canEdit()" [canOwn]="store.canOwn()" />
      <sdp-expiry-settings [sandbox]="sandbox" [canEdit]="store.canEdit()" />
      <sdp-share-settings [sandbox]="sandbox" [canOwn]="store.canOwn()" />
      @if (store.canOwn()) {
        <section class="card danger-zone" aria-labelledby="delete-heading">
          <h2 id="delete-heading">Delete</h2>
          <p class="muted">
            Removes its {{ counted(sandbox.services.length, 'service') }} with every container on every host,
            its routes, variables, deployments and logs.
          </p>
          <button
            type="button"
            class="button danger"
            data-testid="delete-sandbox"
            (click)="actions.remove(sandbox)"
          >
            Delete this sandbox …
          </button>
        </section>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 720px);
      gap: 16px;
    }
    .danger-zone {
      padding: 18px 20px;
      border-color: color-mix(in srgb, var(--bad) 40%, transparent);
    }
    h2 {
      margin: 0;
      font-size: 15px;
    }
    p {
      margin: 4px 0 12px;
    }
  `,
})
export class SettingsSection {
  protected readonly store = inject(SandboxStore);
  protected readonly actions = inject(SandboxActions);
  protected readonly counted = counted;

  /** Without what changes all the time, so that a form is made anew only where its own values changed. */
  protected readonly settled = computed(() => this.store.sandbox(), {
    equal: (a, b) => settingsKey(a) === settingsKey(b),
  });
}

function settingsKey(sandbox: ReturnType<SandboxStore['sandbox']>): string {
  const { id, name, description, labels, environment } = sandbox ?? {};
  return JSON.stringify([id, name, description, labels, environment?.id]);
}
