import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { Dialogs } from '../ui/dialogs';
import { type CloneTemplate, CloneTemplateDialog } from './clone-template-dialog';

/** Makes a sandbox from a template, from its page, from the list or from the command palette. */
@Injectable({ providedIn: 'root' })
export class TemplateCloning {
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);

  async begin(template: CloneTemplate): Promise<void> {
    const id = await this.dialogs.open<string, CloneTemplate>(CloneTemplateDialog, template);
    if (id) await this.router.navigate(['/sandboxes', id]);
  }
}
