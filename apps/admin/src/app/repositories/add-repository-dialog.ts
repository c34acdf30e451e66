import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type AddRepositoryRequest, type RepositoryView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { REPOSITORY_NAME } from '../names/names';
import { ErrorCard } from '../errors/error-card';
import { type ShownError, toShownError } from '../errors/wire-error';
import { nameFromUrl } from './name-from-url';

/** Adds a repository by its clone URL; closes with it. */
@Component({
  selector: 'sdp-add-repository-dialog',
  imports: [
    ErrorCard,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    ReactiveFormsModule,
  ],
  templateUrl: './add-repository-dialog.html',
  styles: `
    .fields {
      display: grid;
      gap: 20px;
      color: var(--text);
    }
  `,
})
export class AddRepositoryDialog {
  private readonly http = inject(HttpClient);
  private readonly ref = inject<MatDialogRef<AddRepositoryDialog, RepositoryView>>(MatDialogRef);
  protected readonly form = inject(NonNullableFormBuilder).group({
    url: ['', [Validators.required, Validators.pattern(/^https?:\/\/\S+$/)]],
    name: ['', [Validators.required, Validators.pattern(REPOSITORY_NAME)]],
    kind: ['micro' as AddRepositoryRequest['kind'], Validators.required],
  });
  protected readonly isBusy = signal(false);
  protected readonly error = signal<ShownError | undefined>(undefined);

  /** The name follows the URL until somebody types one. */
  protected suggestName(): void {
    const { url, name } = this.form.controls;
    if (name.pristine) name.setValue(nameFromUrl(url.value));
  }

  protected async add(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.isBusy()) return;
    this.isBusy.set(true);
    this.error.set(undefined);
    try {
      this.ref.close(
        await firstValueFrom(this.http.post<RepositoryView>('/api/repositories', this.form.getRawValue())),
      );
    } catch (failure) {
      this.error.set(toShownError(failure));
    } finally {
      this.isBusy.set(false);
    }
  }
}
