import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type TemplateSummary } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { type CloneTemplate, CloneTemplateDialog } from './clone-template-dialog';
import { TemplateListStore } from './template-list-store';

@Component({
  selector: 'sdp-template-list',
  imports: [Ago, EmptyState, Icon, LoadState, RouterLink],
  providers: [TemplateListStore],
  templateUrl: './template-list.html',
})
export class TemplateList {
  protected readonly store = inject(TemplateListStore);
  protected readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);

  protected async clone({ id }: TemplateSummary): Promise<void> {
    const made = await this.dialogs.open<string, CloneTemplate>(CloneTemplateDialog, { templateId: id });
    if (made) await this.router.navigate(['/sandboxes', made]);
  }
}
