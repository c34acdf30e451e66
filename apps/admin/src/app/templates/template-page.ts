import { Component, computed, effect, inject, input, numberAttribute } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type TemplateView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { keepTitle } from '../layout/page-title';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { limitsText } from '../sandboxes/services/limits-text';
import { overrideText } from './override-text';
import { parameterText } from './parameters';
import { TemplateCloning } from './template-cloning';
import { TemplateDeletion } from './template-deletion';
import { TemplateStore } from './template-store';
import { TemplatesApi } from './templates-api';

/** What a template makes, at its newest or an earlier version. */
@Component({
  selector: 'sdp-template-page',
  imports: [Ago, EmptyState, Icon, LoadState, RouterLink],
  providers: [TemplateStore],
  templateUrl: './template-page.html',
  styleUrl: './template-page.scss',
})
export class TemplatePage {
  readonly templateId = input.required<string>();
  /** From the address: `?version=2`; the newest when absent. */
  readonly version = input(0, { transform: (value: unknown) => numberAttribute(value, 0) });

  protected readonly store = inject(TemplateStore);
  private readonly api = inject(TemplatesApi);
  private readonly deletion = inject(TemplateDeletion);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  protected readonly cloning = inject(TemplateCloning);
  private readonly toasts = inject(Toasts);
  protected readonly limitsText = limitsText;
  protected readonly parameterText = parameterText;

  protected readonly variables = computed(() =>
    Object.entries(this.store.template()?.content.variables ?? {}),
  );
  protected readonly overrides = computed(() =>
    Object.entries(this.store.template()?.content.overrides ?? {}).map(([service, override]) => ({
      service,
      text: overrideText(override),
    })),
  );

  constructor() {
    effect(() => this.store.open(this.templateId(), this.version() || undefined));
    keepTitle(() => this.store.template() && `${this.store.template()?.name} · Template`);
  }

  protected exportUrl({ id, contentVersion }: TemplateView): string {
    return this.api.exportUrl(id, contentVersion);
  }

  protected async remove(template: TemplateView): Promise<void> {
    const question = await this.toasts.attempt(this.deletion.questionOf(template));
    if (question && (await this.dialogs.ask(question)))
      await this.toasts.attempt(this.removeAndLeave(template));
  }

  private async removeAndLeave({ id, name }: TemplateView): Promise<void> {
    await this.api.remove(id);
    await this.router.navigateByUrl('/templates');
    this.toasts.done(`${name} was deleted.`);
  }
}
