import { Component, computed, effect, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { type FormControl, NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CreatePullRequestRuleRequest, type PullRequestRuleView } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { parameterRule, parameterValidators } from '../templates/parameters';
import { TemplateListStore } from '../templates/template-list-store';
import { BeginHere } from '../ui/begin-here';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { LoadState } from '../ui/load-state';
import { areTargets, likelyBranchParameter, ruleRequest, type RuleValues, valuesOf } from './rule-values';

export interface RuleWish {
  /** Absent for a new one. */
  rule?: PullRequestRuleView;
  /** Those it may be for. */
  repositories: readonly string[];
  save: (request: CreatePullRequestRuleRequest) => Promise<unknown>;
}

/** A new or an existing rule for pull requests; closes with `true`. */
@Component({
  selector: 'sdp-rule-dialog',
  imports: [BeginHere, Field, FormDialog, LoadState, ReactiveFormsModule],
  providers: [TemplateListStore],
  templateUrl: './rule-dialog.html',
})
export class RuleDialog {
  protected readonly wish = inject<RuleWish>(MAT_DIALOG_DATA);
  protected readonly templates = inject(TemplateListStore);
  private readonly ref = inject<MatDialogRef<RuleDialog, boolean>>(MatDialogRef);
  private readonly builder = inject(NonNullableFormBuilder);
  private readonly before = valuesOf(this.wish.rule, this.wish.repositories[0] ?? '');
  protected readonly parameterRule = parameterRule;
  protected readonly submission = new Submission();
  private readonly typed = this.builder.record<FormControl<string>>({});
  protected readonly form = this.builder.group({
    repository: [this.before.repository],
    templateId: [this.before.templateId, Validators.required],
    branchParameter: [this.before.branchParameter],
    namePattern: [this.before.namePattern, [Validators.required, Validators.pattern(/\{number\}/)]],
    targets: [
      this.before.targets,
      ({ value }: { value: unknown }) => (areTargets(value as string) ? null : { targets: true }),
    ],
    ttlHours: this.builder.control<number | null>(this.before.ttlHours, wholeNumber(8_760)),
    maxSandboxes: this.builder.control<number | null>(this.before.maxSandboxes, [
      Validators.required,
      ...wholeNumber(100),
    ]),
    parameters: this.typed,
  });
  private readonly templateId = toSignal(this.form.controls.templateId.valueChanges, {
    initialValue: this.before.templateId,
  });
  private readonly branchParameter = toSignal(this.form.controls.branchParameter.valueChanges, {
    initialValue: this.before.branchParameter,
  });
  private readonly template = computed(
    () => this.templates.templates()?.find(({ id }) => id === this.templateId()),
    // The list is read anew whenever any template changes; what somebody types stays while theirs is the same.
    { equal: (a, b) => a?.id === b?.id && a?.version === b?.version },
  );
  protected readonly parameters = computed(() => this.template()?.parameters ?? []);
  /** What takes the branch is not asked for. */
  protected readonly asked = computed(() =>
    this.parameters().filter(({ name }) => name !== this.branchParameter()),
  );

  constructor() {
    effect(() => this.forgetDeleted());
    effect(() => this.ask());
    effect(() => this.leaveOutBranch());
  }

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || !this.template()) return;
    const { parameters, ...values } = this.form.getRawValue();
    const request = ruleRequest(values satisfies RuleValues, parameters, this.parameters());
    if (await this.submission.run(() => this.wish.save(request))) this.ref.close(true);
  }

  /** The rule's template may have been deleted: then another has to be chosen. */
  private forgetDeleted(): void {
    if (this.templates.templates() && !this.template()) this.form.controls.templateId.setValue('');
  }

  /** For what the template asks for; with what the rule says already, where it is the rule's own template. */
  private ask(): void {
    const template = this.template();
    for (const name of Object.keys(this.typed.controls)) this.typed.removeControl(name);
    if (!template) return;
    const isOwn = template.id === this.before.templateId;
    const said = isOwn ? (this.wish.rule?.parameters ?? {}) : {};
    for (const parameter of template.parameters) {
      const value = said[parameter.name] ?? parameter.default ?? '';
      this.typed.addControl(parameter.name, this.builder.control(value, parameterValidators(parameter)));
    }
    this.form.controls.branchParameter.setValue(
      isOwn ? this.before.branchParameter : likelyBranchParameter(template.parameters),
    );
  }

  private leaveOutBranch(): void {
    const { controls } = this.typed;
    for (const { name } of this.parameters())
      controls[name]?.[name === this.branchParameter() ? 'disable' : 'enable']({ emitEvent: false });
  }
}

function wholeNumber(most: number) {
  return [Validators.min(1), Validators.max(most), Validators.pattern(/^\d+$/)];
}
