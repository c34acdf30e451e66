import { Component, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { ErrorCard } from '../errors/error-card';
import { type ShownError, toShownError } from '../errors/wire-error';
import { Icon } from '../ui/icon';
import { type Variable } from '../variables/dot-env';
import { SANDBOX_NAME, SANDBOX_NAME_RULE } from '../names/names';
import { SandboxesApi } from './sandboxes-api';
import { areValid, toRecord } from '../variables/variables';
import { VariablesEditor } from '../variables/variables-editor';

@Component({
  selector: 'sdp-create-sandbox',
  imports: [ErrorCard, Icon, ReactiveFormsModule, RouterLink, VariablesEditor],
  templateUrl: './create-sandbox.html',
  styleUrl: '../ui/form-page.scss',
})
export class CreateSandbox {
  private readonly api = inject(SandboxesApi);
  private readonly router = inject(Router);
  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    description: ['', Validators.maxLength(500)],
  });
  protected readonly variables = signal<Variable[]>([]);
  protected readonly isBusy = signal(false);
  protected readonly error = signal<ShownError | undefined>(undefined);

  protected async create(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || !areValid(this.variables()) || this.isBusy()) return;
    this.isBusy.set(true);
    this.error.set(undefined);
    try {
      const variables = toRecord(this.variables());
      const { id } = await this.api.create({ ...this.form.getRawValue(), variables });
      await this.router.navigate(['/sandboxes', id]);
    } catch (failure) {
      this.error.set(toShownError(failure));
    } finally {
      this.isBusy.set(false);
    }
  }
}
