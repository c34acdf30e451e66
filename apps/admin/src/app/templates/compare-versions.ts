import { Component, effect, inject, input, numberAttribute } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type TemplateComparison } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { keepTitle } from '../layout/page-title';
import { LiveValue } from '../live/live-value';
import { DifferenceTable } from '../ui/difference-table';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { TemplateStore } from './template-store';

/** What changed from one version of a template to another. */
@Component({
  selector: 'sdp-compare-versions',
  imports: [DifferenceTable, ErrorCard, Icon, RouterLink, Skeleton],
  providers: [TemplateStore],
  template: `
    <a class="crumb" [routerLink]="['/templates', templateId()]"
      ><sdp-icon name="back" /><span class="foreign">{{ store.template()?.name ?? 'Template' }}</span></a
    >
    <div class="page-head"><h1>Compare versions</h1></div>
    <div class="choice">
      @for (side of sides; track side.name) {
        <label class="field">
          <span class="label">{{ side.label }}</span>
          <select class="input" (change)="choose(side.name, $event)">
            @for (version of store.versions(); track version.version) {
              <option
                [value]="version.version"
                [selected]="version.version === (side.name === 'from' ? from() : to())"
              >
                Version {{ version.version }}{{ version.note ? ': ' + version.note : '' }}
              </option>
            }
          </select>
        </label>
      }
    </div>
    @if (store.isGone()) {
      <p class="muted" role="status">This template was deleted.</p>
    } @else if (comparison.error() ?? store.error(); as error) {
      <sdp-error-card heading="They could not be compared" [error]="error" canRetry (retry)="reload()" />
    } @else if (comparison.value(); as found) {
      <sdp-difference-table
        [differences]="found.differences"
        [from]="'Version ' + from()"
        [to]="'Version ' + to()"
      />
    } @else {
      <sdp-skeleton />
    }
  `,
  styles: `
    .choice {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
      gap: 16px;
      max-width: 720px;
      margin-bottom: 20px;
    }
  `,
})
export class CompareVersions {
  readonly templateId = input.required<string>();
  /** From the address: `?from=1&to=2`. */
  readonly from = input(1, { transform: (value: unknown) => numberAttribute(value, 1) });
  readonly to = input(1, { transform: (value: unknown) => numberAttribute(value, 1) });

  protected readonly store = inject(TemplateStore);
  private readonly router = inject(Router);
  protected readonly sides = [
    { name: 'from', label: 'From' },
    { name: 'to', label: 'To' },
  ] as const;
  /** Versions never change; one that is not there yet may come. */
  protected readonly comparison = new LiveValue<TemplateComparison>((comparison, update) =>
    update.kind === 'template-changed' && update.id === this.templateId() ? 'reload' : comparison,
  );

  constructor() {
    effect(() => this.store.open(this.templateId()));
    effect(() => {
      const query = new URLSearchParams({ from: String(this.from()), to: String(this.to()) });
      const url = `/api/templates/${encodeURIComponent(this.templateId())}/compare?${query}`;
      this.comparison.open(url, 'templates');
    });
    keepTitle(() => this.store.template() && `Compare versions of ${this.store.template()?.name} · Template`);
  }

  protected reload(): void {
    this.comparison.reload();
    this.store.reload();
  }

  protected choose(side: 'from' | 'to', event: Event): void {
    const version = (event.target as HTMLSelectElement).value;
    void this.router.navigate([], { queryParams: { [side]: version }, queryParamsHandling: 'merge' });
  }
}
