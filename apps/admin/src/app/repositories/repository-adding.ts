import { inject, Injectable } from '@angular/core';
import { type RepositoryView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { type DialogCode, Dialogs } from '../ui/dialogs';

const loadAddRepositoryDialog: DialogCode = () =>
  import('./add-repository-dialog').then((file) => file.AddRepositoryDialog);

/** Adds a repository, from the list or from the command palette. */
@Injectable({ providedIn: 'root' })
export class RepositoryAdding {
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  async begin(): Promise<void> {
    const added = await this.dialogs.open<RepositoryView>(loadAddRepositoryDialog, undefined);
    if (added) this.toasts.done(`${added.name} was added.`);
  }
}
