import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { EnvironmentDialog } from './environment-dialog';
import { EnvironmentListStore } from './environment-list-store';
import { useText } from './use-text';

@Component({
  selector: 'sdp-environment-list',
  imports: [Ago, EmptyState, Icon, LoadState, RouterLink],
  providers: [EnvironmentListStore],
  templateUrl: './environment-list.html',
})
export class EnvironmentList {
  protected readonly store = inject(EnvironmentListStore);
  protected readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  protected readonly useText = useText;

  protected async create(): Promise<void> {
    const id = await this.dialogs.open<string>(EnvironmentDialog, {});
    if (id) await this.router.navigate(['/environments', id]);
  }
}
