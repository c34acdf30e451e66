import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { type RepositoryView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { ErrorCard } from '../errors/error-card';
import { Toasts } from '../errors/toasts';
import { toShownError } from '../errors/wire-error';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { AddRepositoryDialog } from './add-repository-dialog';

@Component({
  selector: 'sdp-repository-list',
  imports: [Chip, EmptyState, ErrorCard, Icon, Skeleton],
  templateUrl: './repository-list.html',
  styleUrl: './repository-list.scss',
})
export class RepositoryList {
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  protected readonly repositories = httpResource<RepositoryView[]>(() => '/api/repositories');
  protected readonly search = signal('');
  protected readonly error = computed(() => {
    const failure = this.repositories.error();
    return failure && toShownError(failure);
  });
  protected readonly found = computed(() => {
    const part = this.search().toLowerCase();
    const all = this.repositories.hasValue() ? this.repositories.value() : [];
    return all
      .filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(part))
      .sort((a, b) => a.name.localeCompare(b.name));
  });

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

  protected async add(): Promise<void> {
    const dialog = this.dialog.open<AddRepositoryDialog, void, RepositoryView>(AddRepositoryDialog, {
      width: '560px',
    });
    const added = await firstValueFrom(dialog.afterClosed());
    if (!added) return;
    this.toasts.done(`${added.name} was added.`);
    this.repositories.reload();
  }
}
