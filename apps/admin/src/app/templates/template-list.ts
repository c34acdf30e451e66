import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { Ago } from '../ui/ago';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { TemplateCloning } from './template-cloning';
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
  protected readonly cloning = inject(TemplateCloning);
}
