import { Component, effect, inject, input } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { type SandboxView, type UpdateSandboxRequest } from '@sdp/protocol';
import { EnvironmentListStore } from '../../environments/environment-list-store';
import { ErrorCard } from '../../errors/error-card';
import { Submission } from '../../errors/submission';
import { Toasts } from '../../errors/toasts';
import { LABEL_RULE, SANDBOX_NAME, SANDBOX_NAME_RULE } from '../../names/names';
import { Field } from '../../ui/field';
import { SandboxStore } from '../sandbox-store';
import { SandboxesApi } from '../sandboxes-api';
import { labelsText, labelsValidator, parseLabels } from './labels';

type Settings = Required<Omit<UpdateSandboxRequest, 'variables'>>;

function settingsOf({ name, description, labels, environment }: SandboxView): Settings {
  return { name, description, labels, environmentId: environment?.id ?? null };
}

/** What a sandbox is called, what it is for, and which environment it starts from. */
@Component({
  selector: 'sdp-general-settings',
  imports: [ErrorCard, Field, ReactiveFormsModule],
  providers: [EnvironmentListStore],
  template: `
    <h2>General</h2>
    <form [formGroup]="form" (ngSubmit)="save()">
      <sdp-field label="Name" [hint]="nameRule">
        <input
          class="input"
          formControlName="name"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-testid="edit-name"
        />
      </sdp-field>
      <sdp-field label="Description" isOptional>
        <input class="input" formControlName="description" maxlength="500" data-testid="edit-description" />
      </sdp-field>
      <sdp-field
        label="Labels"
        isOptional
        hint="Pairs, as in “team: shop, ticket: SHOP-12”; the list of sandboxes finds them."
        [problem]="'Pairs of name and value, each: ' + labelRule"
      >
        <input class="input" formControlName="labels" autocomplete="off" data-testid="edit-labels" />
      </sdp-field>
      <sdp-field label="Environment" hint="The lowest layer of every service’s variables.">
        <select class="input" formControlName="environmentId" data-testid="edit-environment">
          <option value="">none</option>
          @for (environment of environments(); track environment.id) {
            <option [value]="environment.id">{{ environment.name }}</option>
          }
        </select>
      </sdp-field>
      @if (submission.error(); as error) {
        <sdp-error-card [error]="error" />
      }
      @if (canEdit()) {
        <div class="actions">
          <button
            type="submit"
            class="button primary"
            data-testid="save-sandbox"
            [disabled]="submission.isBusy()"
          >
            {{ submission.isBusy() ? 'Saving …' : 'Save' }}
          </button>
        </div>
      }
    </form>
  `,
  styleUrl: './settings-card.scss',
  host: { class: 'card' },
})
export class GeneralSettings {
  readonly sandbox = input.required<SandboxView>();
  readonly canEdit = input(false);
  readonly canOwn = input(false);

  private readonly store = inject(SandboxStore);
  private readonly api = inject(SandboxesApi);
  private readonly toasts = inject(Toasts);
  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly labelRule = LABEL_RULE;
  protected readonly environments = inject(EnvironmentListStore).environments;
  protected readonly submission = new Submission();
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    description: ['', Validators.maxLength(500)],
    labels: ['', labelsValidator],
    environmentId: [''],
  });

  constructor() {
    effect(() => this.take(this.sandbox()));
    effect(() => {
      const [canEdit, canOwn] = [this.canEdit(), this.canOwn()];
      if (canEdit) this.form.enable();
      else this.form.disable();
      if (!canOwn) this.form.controls.name.disable();
    });
  }

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const before = this.sandbox();
    const isOwner = this.canOwn();
    const sent = this.form.getRawValue();
    let left: SandboxView | undefined;
    await this.submission.run(async () => (left = await this.store.update(before.id, this.request())));
    if (!left) return;
    this.wasSaved(sent);
    this.offerBack(settingsOf(left), before, isOwner);
  }

  private offerBack(left: Settings, before: SandboxView, isOwner: boolean): void {
    const { id } = before;
    const { name, ...others } = settingsOf(before);
    this.toasts.undoable(
      `${name} is saved. Services get new variables when they are deployed again.`,
      async () => {
        await this.api.assertStill(id, left, settingsOf);
        await this.store.update(id, { ...(isOwner && { name }), ...others });
      },
    );
  }

  /** What is being typed stays. */
  private take({ name, description, labels, environment }: SandboxView): void {
    const { controls } = this.form;
    const set = (control: (typeof controls)['name'], value: string) => {
      if (control.pristine) control.setValue(value);
    };
    set(controls.name, name);
    set(controls.description, description);
    set(controls.labels, labelsText(labels));
    set(controls.environmentId, environment?.id ?? '');
  }

  /** What was typed on meanwhile is not. */
  private wasSaved(sent: ReturnType<typeof this.form.getRawValue>): void {
    const { controls } = this.form;
    for (const name of Object.keys(sent) as (keyof typeof sent)[])
      if (controls[name].value === sent[name]) controls[name].markAsPristine();
  }

  private request(): UpdateSandboxRequest {
    const { name, description, labels, environmentId } = this.form.getRawValue();
    return {
      ...(this.canOwn() && name !== this.sandbox().name && { name }),
      description,
      labels: parseLabels(labels) ?? {},
      environmentId: environmentId || null,
    };
  }
}
