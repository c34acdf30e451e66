import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxRow } from './sandbox-row';

@Component({
  selector: 'sdp-sandbox-list',
  imports: [EmptyState, Icon, LoadState, RouterLink, SandboxRow],
  providers: [SandboxListStore],
  templateUrl: './sandbox-list.html',
  styleUrl: './sandbox-list.scss',
})
export class SandboxList {
  protected readonly store = inject(SandboxListStore);

  protected search(event: Event): void {
    this.store.searchFor((event.target as HTMLInputElement).value);
  }
}
