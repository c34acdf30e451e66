import { httpResource } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentView, type Page, type SandboxSummary, type TemplateSummary } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { DEPLOYMENT_STATES } from '../deployments/deployment-states';
import { revisionText } from '../deployments/revision';
import { Toasts } from '../errors/toasts';
import { SECTIONS } from '../layout/sections';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { Shortcuts } from '../shortcuts/shortcuts';
import { type CloneTemplate, CloneTemplateDialog } from '../templates/clone-template-dialog';
import { Dialogs } from '../ui/dialogs';
import { type PaletteEntry } from './palette-entries';

const DEPLOYMENTS = 50;

/** Everything that one can go to or start, as of when the palette was opened. */
@Injectable()
export class PaletteSource {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly api = inject(SandboxesApi);
  private readonly shortcuts = inject(Shortcuts);

  private readonly sandboxes = httpResource<SandboxSummary[]>(() => '/api/sandboxes');
  private readonly templates = httpResource<TemplateSummary[]>(() => '/api/templates');
  private readonly deployments = httpResource<Page<DeploymentView>>(
    () => `/api/deployments?pageSize=${DEPLOYMENTS}`,
  );

  readonly isLoading = computed(
    () => this.sandboxes.isLoading() || this.templates.isLoading() || this.deployments.isLoading(),
  );
  readonly entries = computed((): PaletteEntry[] => [
    ...this.actions(),
    ...this.pages(),
    ...(this.sandboxes.hasValue() ? this.sandboxes.value().flatMap((each) => this.ofSandbox(each)) : []),
    ...(this.templates.hasValue() ? this.templates.value().flatMap((each) => this.ofTemplate(each)) : []),
    ...(this.deployments.hasValue()
      ? this.deployments.value().items.map((each) => this.ofDeployment(each))
      : []),
  ]);

  private actions(): PaletteEntry[] {
    const building = this.session.mayBuild()
      ? [
          this.action('New sandbox', this.to('/sandboxes/new')),
          this.action('Write a template', this.to('/templates/new')),
        ]
      : [];
    return [
      ...building,
      this.action('Compare sandboxes', this.to('/sandboxes/compare')),
      this.action('Show the keyboard shortcuts', () => this.shortcuts.showHelp()),
    ];
  }

  private pages(): PaletteEntry[] {
    return SECTIONS.flatMap(({ sections }) => sections)
      .filter(({ isForOps }) => !isForOps || this.session.isOps())
      .map(({ name, path }) => ({ kind: 'Page', name, about: '', run: this.to(path) }));
  }

  private ofSandbox({ id, name, owner, description, rights, services }: SandboxSummary): PaletteEntry[] {
    const go: PaletteEntry = {
      kind: 'Sandbox',
      name,
      about: [owner, description].filter(Boolean).join(' · '),
      isFurther: true,
      run: this.to(`/sandboxes/${id}`),
    };
    if (!rights.mayUse || services.length === 0) return [go];
    return [go, { ...this.action(`Deploy all of ${name}`, () => this.deployAll(id)), isFurther: true }];
  }

  private ofTemplate({ id, name, description }: TemplateSummary): PaletteEntry[] {
    return [
      { kind: 'Template', name, about: description, isFurther: true, run: this.to(`/templates/${id}`) },
      { ...this.action(`Make a sandbox from ${name} …`, () => this.clone(id)), isFurther: true },
    ];
  }

  private ofDeployment(deployment: DeploymentView): PaletteEntry {
    const { id, sandboxName, service, branch, commit, state } = deployment;
    return {
      kind: 'Deployment',
      name: `${sandboxName}/${service}`,
      about: `${revisionText(branch, commit)} · ${DEPLOYMENT_STATES[state].word.toLowerCase()}`,
      isFurther: true,
      run: this.to(`/deployments/${id}`),
    };
  }

  private action(name: string, run: () => unknown): PaletteEntry {
    return { kind: 'Action', name, about: '', run };
  }

  private to(url: string): () => Promise<boolean> {
    return () => this.router.navigateByUrl(url);
  }

  private async deployAll(sandboxId: string): Promise<void> {
    if (await this.toasts.attempt(this.api.deployAll(sandboxId, {})))
      await this.router.navigate(['/sandboxes', sandboxId]);
  }

  private async clone(templateId: string): Promise<void> {
    const id = await this.dialogs.open<string, CloneTemplate>(CloneTemplateDialog, { templateId });
    if (id) await this.router.navigate(['/sandboxes', id]);
  }
}
