import { Component, computed, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type RouteOverride, type RouteView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Submission } from '../errors/submission';
import { SandboxCatalog } from '../sandboxes/sandbox-catalog';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { SearchChoice } from '../ui/search-choice';

export interface ChooseOverride {
  sandboxId: string;
  route: RouteView;
  save: (override: RouteOverride | null) => Promise<void>;
}

type Choice = RouteOverride['kind'] | 'automatic';

const CHOICES: { kind: Choice; name: string; note: string; isForOps?: boolean }[] = [
  {
    kind: 'automatic',
    name: 'Automatic',
    note: 'This sandbox’s own instance where there is one, the baseline otherwise.',
  },
  { kind: 'instance', name: 'This sandbox', note: 'Its own instance, and a warning when there is none.' },
  { kind: 'sandbox', name: 'Another sandbox', note: 'The instance that another sandbox has of it.' },
  { kind: 'baseline', name: 'Baseline', note: 'Although this sandbox may have an instance of its own.' },
  { kind: 'url', name: 'An address', note: 'One that the configuration allows.', isForOps: true },
];

/** Decides where one service's calls go; closes with `true` once it is decided. Nothing changes before a push. */
@Component({
  selector: 'sdp-override-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule, SearchChoice],
  templateUrl: './override-dialog.html',
  styles: `
    fieldset {
      display: grid;
      gap: 12px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    .note {
      display: block;
      color: var(--text-2);
      font-size: 13px;
    }
  `,
})
export class OverrideDialog {
  private readonly data = inject<ChooseOverride>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<OverrideDialog, boolean>>(MatDialogRef);
  private readonly session = inject(SessionStore);
  private readonly builder = inject(NonNullableFormBuilder);

  protected readonly service = this.data.route.service;
  protected readonly submission = new Submission();
  protected readonly choice = signal<Choice>(this.data.route.override?.kind ?? 'automatic');
  protected readonly choices = CHOICES.filter(({ isForOps }) => !isForOps || this.session.isOps());
  protected readonly wasTried = signal(false);
  protected readonly sandboxId = signal(given(this.data.route, 'sandbox')?.sandboxId ?? '');
  protected readonly url = this.builder.control(given(this.data.route, 'url')?.url ?? 'http://', [
    Validators.required,
    Validators.pattern(/^https?:\/\/[^\s/]\S*$/),
  ]);

  protected readonly catalog = inject(SandboxCatalog);
  /** Those that have an instance of this service. */
  protected readonly others = computed(() =>
    (this.catalog.sandboxes() ?? [])
      .filter(
        ({ id, services }) =>
          id !== this.data.sandboxId && services.some(({ name }) => name === this.service),
      )
      .map(({ id, name, owner }) => ({ id, name, note: owner })),
  );

  constructor() {
    this.catalog.use();
  }

  protected async save(): Promise<void> {
    this.wasTried.set(true);
    this.url.markAsTouched();
    if (!this.isComplete()) return;
    if (await this.submission.run(() => this.data.save(this.override()))) this.ref.close(true);
  }

  private isComplete(): boolean {
    if (this.choice() === 'sandbox') return this.sandboxId() !== '';
    return this.choice() !== 'url' || this.url.valid;
  }

  private override(): RouteOverride | null {
    const kind = this.choice();
    switch (kind) {
      case 'automatic':
        return null;
      case 'sandbox':
        return { kind, sandboxId: this.sandboxId() };
      case 'url':
        return { kind, url: this.url.value };
      default:
        return { kind };
    }
  }
}

function given<Kind extends RouteOverride['kind']>(
  { override }: RouteView,
  kind: Kind,
): Extract<RouteOverride, { kind: Kind }> | undefined {
  return override?.kind === kind ? (override as Extract<RouteOverride, { kind: Kind }>) : undefined;
}
