import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '../auth/session-store';
import { keepTitle } from '../layout/page-title';
import { AddressSearch } from '../ui/address-search';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { BranchTable } from './branch-table';
import { type DeployBranch } from './deploy-branch-dialog';
import { RepositoryChoice } from './repository-choice';
import { RepositoryStore } from './repository-store';
import { UseTable } from './use-table';

const loadDeployBranchDialog: DialogCode = () =>
  import('./deploy-branch-dialog').then((file) => file.DeployBranchDialog);

/** One repository: its branches, and the sandboxes that run them. */
@Component({
  selector: 'sdp-repository-page',
  imports: [BranchTable, EmptyState, Icon, LoadState, RouterLink, UseTable],
  providers: [RepositoryChoice, RepositoryStore],
  templateUrl: './repository-page.html',
  styleUrl: './repository-page.scss',
})
export class RepositoryPage {
  readonly name = input.required<string>();
  /** From the address: `?branch=main` keeps the sandboxes to that branch. */
  readonly branch = input<string>();
  /** From the address: `?q=fix` keeps the branches to those with that in their names. */
  readonly q = input<string>();

  protected readonly store = inject(RepositoryStore);
  protected readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  protected readonly search = new AddressSearch(this.q);
  protected readonly uses = computed(() => {
    const [all, branch] = [this.store.uses.value() ?? [], this.branch()];
    return branch ? all.filter((use) => use.branch === branch) : all;
  });

  constructor() {
    effect(() => this.store.open(this.name()));
    effect(() => this.store.find(this.search.text()));
    keepTitle(() => `${this.name()} · Repository`);
  }

  protected async deploy(branch: string): Promise<void> {
    const data = { repository: this.name(), branch, uses: this.store.uses.value() ?? [] };
    const id = await this.dialogs.open<string, DeployBranch>(loadDeployBranchDialog, data);
    if (id) await this.router.navigate(['/deployments', id]);
  }
}
