import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, signal } from '@angular/core';
import { type FormControl, NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import {
  type CloneTemplateRequest,
  type TemplateContent,
  type TemplateParameter,
  type TemplateView,
} from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { Submission } from '../errors/submission';
import { toShownError } from '../errors/wire-error';
import { SANDBOX_NAME, SANDBOX_NAME_RULE } from '../names/names';
import { BranchInput } from '../repositories/branch-input';
import { BeginHere } from '../ui/begin-here';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Skeleton } from '../ui/skeleton';
import { parameterRule, parameterValidators, previewOf, repositoryOf } from './parameters';
import { TemplatesApi } from './templates-api';

export interface CloneTemplate {
  templateId: string;
  /** The newest when absent. */
  version?: number;
}

/** Makes a sandbox from a template: its name, what the template asks for, and branches. Closes with its id. */
@Component({
  selector: 'sdp-clone-template-dialog',
  imports: [BeginHere, BranchInput, ErrorCard, Field, FormDialog, ReactiveFormsModule, Skeleton],
  templateUrl: './clone-template-dialog.html',
})
export class CloneTemplateDialog {
  protected readonly data = inject<CloneTemplate>(MAT_DIALOG_DATA);
  private readonly api = inject(TemplatesApi);
  private readonly ref = inject<MatDialogRef<CloneTemplateDialog, string>>(MatDialogRef);
  private readonly builder = inject(NonNullableFormBuilder);

  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly parameterRule = parameterRule;
  protected readonly submission = new Submission();
  protected readonly template = httpResource<TemplateView>(() => ({
    url: `/api/templates/${encodeURIComponent(this.data.templateId)}`,
    params: { ...(this.data.version && { version: this.data.version }) },
  }));
  protected readonly content = computed(() =>
    this.template.hasValue() ? this.template.value().content : undefined,
  );
  protected readonly error = computed(() => {
    const failure = this.template.error();
    return failure && toShownError(failure);
  });
  protected readonly form = this.builder.group({
    name: ['', [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    parameters: this.builder.record<FormControl<string>>({}),
    branches: this.builder.record<FormControl<string>>({}),
    deploy: [true],
  });
  /** What the branches become with the parameters as typed. */
  protected readonly previews = signal<Readonly<Record<string, string>>>({});

  constructor() {
    effect((onCleanup) => {
      const content = this.content();
      if (!content) return;
      for (const parameter of content.parameters ?? [])
        this.form.controls.parameters.addControl(
          parameter.name,
          this.builder.control(parameter.default ?? '', parameterValidators(parameter)),
        );
      for (const { name } of content.services)
        this.form.controls.branches.addControl(name, this.builder.control(''));
      const look = () => this.previews.set(previewOf(content, this.form.getRawValue().parameters));
      look();
      const subscription = this.form.controls.parameters.valueChanges.subscribe(look);
      onCleanup(() => subscription.unsubscribe());
    });
  }

  /** Undefined where it is no branch, or one of a few. */
  protected branchesFrom(content: TemplateContent, { name, choices }: TemplateParameter): string | undefined {
    return choices?.length ? undefined : repositoryOf(content, name);
  }

  protected valueOf({ name }: TemplateParameter): string {
    return this.form.controls.parameters.controls[name]?.value ?? '';
  }

  protected isWrong({ name }: TemplateParameter): boolean {
    const control = this.form.controls.parameters.controls[name];
    return !!control?.invalid && (control.touched || control.dirty);
  }

  protected give({ name }: TemplateParameter, value: string): void {
    const control = this.form.controls.parameters.controls[name];
    control?.setValue(value);
    control?.markAsDirty();
  }

  protected async clone(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    await this.submission.run(async () => {
      const { sandbox } = await this.api.clone(this.data.templateId, this.request());
      this.ref.close(sandbox.id);
    });
  }

  private request(): CloneTemplateRequest {
    const { name, parameters, branches, deploy } = this.form.getRawValue();
    const { version } = this.data;
    const chosen = Object.entries(branches).filter(([, branch]) => branch.trim() !== '');
    return {
      name,
      parameters,
      branches: Object.fromEntries(chosen.map(([service, branch]) => [service, branch.trim()])),
      deploy,
      ...(version && { version }),
    };
  }
}
