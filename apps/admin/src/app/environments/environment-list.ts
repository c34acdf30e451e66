import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { EnvironmentCreation } from './environment-creation';
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
  protected readonly creation = inject(EnvironmentCreation);
  protected readonly useText = useText;
}
