import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DialogCode, Dialogs } from '../ui/dialogs';

const loadEnvironmentDialog: DialogCode = () =>
  import('./environment-dialog').then((file) => file.EnvironmentDialog);

/** Makes an environment, from the list or from the command palette. */
@Injectable({ providedIn: 'root' })
export class EnvironmentCreation {
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);

  async begin(): Promise<void> {
    const id = await this.dialogs.open<string>(loadEnvironmentDialog, {});
    if (id) await this.router.navigate(['/environments', id]);
  }
}
