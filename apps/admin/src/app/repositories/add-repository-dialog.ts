import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatDialogRef } from '@angular/material/dialog';
import { type AddRepositoryRequest, type RepositoryView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { Submission } from '../errors/submission';
import { REPOSITORY_NAME } from '../names/names';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { nameFromUrl } from './name-from-url';

/** Adds a repository by its clone URL; closes with it. */
@Component({
  selector: 'sdp-add-repository-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  templateUrl: './add-repository-dialog.html',
})
export class AddRepositoryDialog {
  private readonly http = inject(HttpClient);
  private readonly ref = inject<MatDialogRef<AddRepositoryDialog, RepositoryView>>(MatDialogRef);
  protected readonly form = inject(NonNullableFormBuilder).group({
    url: ['', [Validators.required, Validators.pattern(/^https?:\/\/\S+$/)]],
    name: ['', [Validators.required, Validators.pattern(REPOSITORY_NAME)]],
    kind: ['micro' as AddRepositoryRequest['kind'], Validators.required],
  });
  protected readonly submission = new Submission();

  /** The name follows the URL until somebody types one. */
  protected suggestName(): void {
    const { url, name } = this.form.controls;
    if (name.pristine) name.setValue(nameFromUrl(url.value));
  }

  protected async add(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const request = this.http.post<RepositoryView>('/api/repositories', this.form.getRawValue());
    await this.submission.run(async () => this.ref.close(await firstValueFrom(request)));
  }
}
