import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CreatedToken, type CreateTokenRequest, type Role, type TokenScope } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { TOKEN_NAME, TOKEN_NAME_RULE } from '../names/names';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { SCOPE_NOTES, scopesFor } from './scopes';

export interface TokenWish {
  role: Role;
  maxDays: number;
  create: (request: CreateTokenRequest) => Promise<CreatedToken>;
}

const USUAL_DAYS = [7, 30, 90, 365];

/** Asks what a new token is for; closes with it. */
@Component({
  selector: 'sdp-create-token-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  templateUrl: './create-token-dialog.html',
  styles: `
    fieldset {
      display: grid;
      gap: 10px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 6px;
      font-weight: 600;
    }
    .scope {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 2px 8px;
      align-items: start;
    }
    .scope .hint {
      grid-column: 2;
    }
  `,
})
export class CreateTokenDialog {
  protected readonly wish = inject<TokenWish>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<CreateTokenDialog, CreatedToken>>(MatDialogRef);
  protected readonly rule = TOKEN_NAME_RULE;
  protected readonly notes = SCOPE_NOTES;
  protected readonly scopes = scopesFor(this.wish.role);
  protected readonly days = daysUpTo(this.wish.maxDays);
  protected readonly submission = new Submission();
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: ['', [Validators.required, Validators.pattern(TOKEN_NAME)]],
    days: [Math.min(30, this.wish.maxDays)],
    read: [{ value: true, disabled: true }],
    deploy: [false],
    write: [false],
    ops: [false],
  });

  constructor() {
    const { write, deploy } = this.form.controls;
    // What writes deploys as well: shown so, and not to be taken back.
    write.valueChanges.subscribe((isOn) => {
      if (isOn) deploy.setValue(true);
      deploy[isOn ? 'disable' : 'enable']({ emitEvent: false });
    });
  }

  protected async create(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const { name, days: expiresInDays, ...chosen } = this.form.getRawValue();
    const scopes = this.scopes.filter((scope: TokenScope) => chosen[scope]);
    await this.submission.run(async () =>
      this.ref.close(await this.wish.create({ name, scopes, expiresInDays })),
    );
  }
}

function daysUpTo(most: number): number[] {
  return [...new Set([...USUAL_DAYS.filter((days) => days < most), most])];
}
