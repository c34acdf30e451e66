import { computed, Injectable } from '@angular/core';
import { type TemplateSummary, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** Every template, by name. */
@Injectable()
export class TemplateListStore {
  private readonly all = new LiveValue<TemplateSummary[]>(patch);

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly templates = computed(() => this.all.value()?.toSorted((a, b) => a.name.localeCompare(b.name)));

  constructor() {
    this.all.open('/api/templates', 'templates');
  }

  reload(): void {
    this.all.reload();
  }
}

function patch(templates: TemplateSummary[], update: Update): TemplateSummary[] | 'reload' {
  if (update.kind === 'template-removed') return templates.filter(({ id }) => id !== update.id);
  return update.kind === 'template-changed' ? 'reload' : templates;
}
