import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { type CloneTemplate } from './clone-template-dialog';

const loadCloneTemplateDialog: DialogCode = () =>
  import('./clone-template-dialog').then((file) => file.CloneTemplateDialog);

/** Makes a sandbox from a template, from its page, from the list or from the command palette. */
@Injectable({ providedIn: 'root' })
export class TemplateCloning {
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);

  async begin(template: CloneTemplate): Promise<void> {
    const id = await this.dialogs.open<string, CloneTemplate>(loadCloneTemplateDialog, template);
    if (id) await this.router.navigate(['/sandboxes', id]);
  }
}
