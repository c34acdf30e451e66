import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type AuditEntry } from '@sdp/protocol';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { NoSuchPage } from '../ui/no-such-page';
import { PageNav } from '../ui/page-nav';
import { PagedValue, pageNumber } from '../ui/paged-value';
import { exactText } from '../ui/time-text';
import { auditQuery, type AuditFilters } from './audit-query';

/** Every change and every sign-in, newest first. The filters are in the address. */
@Component({
  selector: 'sdp-audit-page',
  imports: [EmptyState, Icon, LoadState, NoSuchPage, PageNav, RouterLink],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  /** From the address. */
  readonly page = input(1, { transform: pageNumber });
  readonly actor = input<string>();
  readonly action = input<string>();
  readonly sandboxId = input<string>();
  readonly q = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly exactText = exactText;
  private readonly router = inject(Router);
  /** What is new comes to the first page; the others stay as they are being read. */
  protected readonly entries = new PagedValue<AuditEntry>((entries, update) =>
    update.kind === 'audit-grew' && entries.page === 1 ? 'reload' : entries,
  );
  private readonly filters = computed<AuditFilters>(() => ({
    actor: this.actor(),
    action: this.action(),
    sandboxId: this.sandboxId(),
    q: this.q(),
    from: this.from(),
    to: this.to(),
  }));
  protected readonly isFiltered = computed(() => Object.values(this.filters()).some(Boolean));
  protected readonly exportUrl = computed(() => `/api/audit/export?${auditQuery(this.filters())}`);
  protected readonly pages = this.entries.pages;

  constructor() {
    effect(() => this.entries.open(`/api/audit?${auditQuery(this.filters(), this.page())}`, 'audit'));
  }

  protected filter(name: keyof AuditFilters, event: Event): void {
    const value = (event.target as HTMLInputElement).value.trim() || undefined;
    void this.router.navigate([], {
      queryParams: { [name]: value, page: undefined },
      queryParamsHandling: 'merge',
    });
  }

  protected time(at: string): string {
    return new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' });
  }

  protected details({ details }: AuditEntry): string {
    return Object.keys(details).length > 0 ? JSON.stringify(details, null, 2) : '';
  }
}
