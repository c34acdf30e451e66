import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type EnvironmentSummary, type TemplateSummary } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { TemplateCloning } from '../templates/template-cloning';
import { type PaletteEntry } from './palette-entries';

/** What sandboxes are made from: templates and environments. */
@Injectable({ providedIn: 'root' })
export class TemplateEntries {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly cloning = inject(TemplateCloning);

  visit(template: TemplateSummary): PaletteEntry {
    const { id, name, description } = template;
    return {
      key: `template:${id}`,
      group: 'template',
      name,
      about: description,
      isFurther: true,
      inside: () => this.actions(template),
      run: this.to('/templates', id),
    };
  }

  actions(template: TemplateSummary): PaletteEntry[] {
    const { id, name, owner } = template;
    const isTheirs = this.session.isOps() || owner === this.session.session()?.username;
    return [
      this.clone(template),
      ...(this.session.mayBuild() && isTheirs
        ? [this.entry(template, 'edit', `Edit the template ${name}`, this.to('/templates', id, 'edit'))]
        : []),
    ];
  }

  /** One that leads to the templates themselves: the first step of those who want no sandbox from scratch. */
  fromTemplate(templates: readonly TemplateSummary[]): PaletteEntry {
    return {
      key: 'action:from-template',
      group: 'action',
      name: 'New sandbox from a template …',
      about: '',
      inside: () => templates.map((template) => this.clone(template)),
    };
  }

  environment({ id, name, description }: EnvironmentSummary): PaletteEntry {
    return {
      key: `environment:${id}`,
      group: 'environment',
      name,
      about: description,
      isFurther: true,
      run: this.to('/environments', id),
    };
  }

  private clone(template: TemplateSummary): PaletteEntry {
    const { id, name } = template;
    return this.entry(template, 'clone', `Make a sandbox from ${name} …`, () =>
      this.cloning.begin({ templateId: id }),
    );
  }

  private entry(
    { id, description }: TemplateSummary,
    verb: string,
    name: string,
    run: () => unknown,
  ): PaletteEntry {
    return { key: `template:${id}/${verb}`, group: 'action', name, about: description, isFurther: true, run };
  }

  private to(...commands: string[]): () => Promise<boolean> {
    return () => this.router.navigate(commands);
  }
}
