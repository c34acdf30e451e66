import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type RepositoryView } from '@sdp/protocol';
import { AgentListStore } from '../agents/agent-list-store';
import { LiveValue } from '../live/live-value';
import { AddressSearch } from '../ui/address-search';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { RepositoryAdding } from './repository-adding';

@Component({
  selector: 'sdp-repository-list',
  imports: [Chip, EmptyState, Icon, LoadState, RouterLink],
  providers: [AgentListStore],
  templateUrl: './repository-list.html',
  styleUrl: './repository-list.scss',
})
export class RepositoryList {
  /** From the address: `?q=orders`. */
  readonly q = input<string>();

  protected readonly adding = inject(RepositoryAdding);
  protected readonly repositories = new LiveValue<RepositoryView[]>((repositories, update) =>
    update.kind === 'repository-changed' ? 'reload' : repositories,
  );
  private readonly agents = inject(AgentListStore).agents;
  /** Of the agents, by their names. */
  protected readonly hosts = computed(
    () => new Map((this.agents() ?? []).map(({ name, address }) => [name, address ?? 'of no known address'])),
  );
  protected readonly search = new AddressSearch(this.q);
  protected readonly found = computed(() => {
    const part = this.search.text().toLowerCase();
    return (this.repositories.value() ?? [])
      .filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(part))
      .sort((a, b) => a.name.localeCompare(b.name));
  });

  constructor() {
    this.repositories.open('/api/repositories', 'repositories');
  }
}
