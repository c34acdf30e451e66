import { computed, Injectable, signal } from '@angular/core';
import { type TemplateVersionView, type TemplateView, type Update } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';

/** One template at a version, and the versions that there are. */
@Injectable()
export class TemplateStore {
  private readonly id = signal('');
  private readonly isRemoved = signal(false);
  private readonly live = new LiveValue<TemplateView>((template, update) => this.patch(template, update));
  private readonly all = new LiveValue<TemplateVersionView[]>((versions, update) =>
    this.patch(versions, update),
  );

  readonly template = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  readonly versions = this.all.value;
  /** A version that is not there says nothing about the template; that there are no versions does. */
  readonly isGone = computed(() => this.isRemoved() || this.all.isMissing());

  /** The newest version when none is named. */
  open(id: string, version?: number): void {
    const url = `/api/templates/${encodeURIComponent(id)}`;
    this.id.set(id);
    this.isRemoved.set(false);
    this.live.open(version ? `${url}?version=${version}` : url, 'templates');
    this.all.open(`${url}/versions`, 'templates');
  }

  reload(): void {
    this.live.reload();
    this.all.reload();
  }

  private patch<T>(value: T, update: Update): T | 'reload' {
    if (update.kind === 'template-removed' && update.id === this.id()) this.isRemoved.set(true);
    return update.kind === 'template-changed' && update.id === this.id() ? 'reload' : value;
  }
}
