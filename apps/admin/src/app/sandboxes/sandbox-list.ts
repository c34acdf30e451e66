import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ErrorCard } from '../errors/error-card';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { SandboxListStore } from './sandbox-list-store';
import { SandboxRow } from './sandbox-row';

@Component({
  selector: 'sdp-sandbox-list',
  imports: [EmptyState, ErrorCard, Icon, RouterLink, SandboxRow, Skeleton],
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
