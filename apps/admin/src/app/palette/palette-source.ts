import { computed, inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentView, type Page, type SandboxSummary } from '@sdp/protocol';
import { AgentListStore } from '../agents/agent-list-store';
import { SessionStore } from '../auth/session-store';
import { EnvironmentListStore } from '../environments/environment-list-store';
import { LiveValue } from '../live/live-value';
import { someOf } from '../names/listing';
import { RouteSetStore } from '../route-sets/route-set-store';
import { SandboxCatalog } from '../sandboxes/sandbox-catalog';
import { TemplateListStore } from '../templates/template-list-store';
import { AgentEntries } from './agent-entries';
import { DeploymentEntries } from './deployment-entries';
import { GeneralEntries } from './general-entries';
import { type PaletteEntry, wordsOf } from './palette-entries';
import { placeOf } from './palette-place';
import { SandboxEntries } from './sandbox-entries';
import { TemplateEntries } from './template-entries';

const DEPLOYMENTS = 50;
/** Of the sandboxes that somebody may mean, so many offer what can be done with them. */
const MEANT = 12;

/** Everything that one can go to or start, as it is now: what others change while the palette is open counts. */
@Injectable()
export class PaletteSource {
  private readonly general = inject(GeneralEntries);
  private readonly sandboxEntries = inject(SandboxEntries);
  private readonly templateEntries = inject(TemplateEntries);
  private readonly deploymentEntries = inject(DeploymentEntries);
  private readonly agentEntries = inject(AgentEntries);
  private readonly catalog = inject(SandboxCatalog);
  private readonly templates = inject(TemplateListStore);
  private readonly environments = inject(EnvironmentListStore);
  private readonly routeSets = inject(RouteSetStore);
  /** Nobody else does anything with them. */
  private readonly agents = inject(SessionStore).isOps() ? inject(AgentListStore) : undefined;
  private readonly deployments = new LiveValue<Page<DeploymentView>>((page, update) =>
    update.kind === 'queue-changed' ? 'reload' : page,
  );
  private readonly shown = new LiveValue<DeploymentView>((deployment, update) =>
    update.kind === 'deployment' && update.value.id === deployment.id ? update.value : deployment,
  );
  private readonly place = placeOf(inject(Router).url);

  private readonly reads = computed(() => [
    { what: 'sandboxes', of: this.catalog, isHere: this.catalog.sandboxes() !== undefined },
    { what: 'templates', of: this.templates, isHere: this.templates.templates() !== undefined },
    { what: 'environments', of: this.environments, isHere: this.environments.environments() !== undefined },
    { what: 'deployments', of: this.deployments, isHere: this.deployments.value() !== undefined },
    { what: 'routes', of: this.routeSets, isHere: this.routeSets.routeSet() !== undefined },
    ...(this.agents ? [{ what: 'agents', of: this.agents, isHere: this.agents.agents() !== undefined }] : []),
  ]);
  readonly isLoading = computed(
    () => this.reads().some(({ of }) => of.isLoading()) || this.shown.isLoading(),
  );
  /** Says which of them are missing because they could not be read; empty when none is. */
  readonly unread = computed(() => {
    const failed = this.reads().filter(({ of, isHere }) => of.error() && !isHere);
    const error = failed[0]?.of.error();
    return error ? `The ${someOf(failed.map(({ what }) => what))} could not be read: ${error.message}` : '';
  });
  private readonly sandboxes = computed(() => this.catalog.sandboxes() ?? []);
  private readonly latest = computed(() => this.deployments.value()?.items ?? []);

  /** Besides what can be done with the sandboxes: that would be a hundred thousand. */
  readonly entries = computed((): PaletteEntry[] => [
    ...this.here(),
    ...this.general.actions(),
    this.templateEntries.fromTemplate(this.templates.templates() ?? []),
    ...this.general.pages(),
    ...this.sandboxes().map((each) => this.sandboxEntries.visit(each)),
    ...(this.templates.templates() ?? []).flatMap((each) => [
      this.templateEntries.visit(each),
      ...this.templateEntries.actions(each),
    ]),
    ...(this.environments.environments() ?? []).map((each) => this.templateEntries.environment(each)),
    ...(this.agents?.agents() ?? []).flatMap((each) => this.agentEntries.actions(each)),
    ...this.latest().flatMap((each) => [
      this.deploymentEntries.visit(each),
      ...this.deploymentEntries.actions(each),
    ]),
  ]);

  constructor() {
    this.catalog.use();
    this.deployments.open(`/api/deployments?pageSize=${DEPLOYMENTS}`, 'queue');
    const { deploymentId } = this.place;
    if (deploymentId)
      this.shown.open(`/api/deployments/${encodeURIComponent(deploymentId)}`, `deployment:${deploymentId}`);
  }

  /** What can be done with the sandboxes that these words may mean: each has at least one of them in its name. */
  actionsFor(typed: string): PaletteEntry[] {
    const words = wordsOf(typed);
    const hits = ({ name }: SandboxSummary) => words.filter((word) => name.includes(word)).length;
    return this.sandboxes()
      .map((sandbox) => ({ sandbox, hits: hits(sandbox) }))
      .filter((each) => each.hits > 0)
      .sort((a, b) => b.hits - a.hits)
      .slice(0, MEANT)
      .flatMap(({ sandbox }) => this.sandboxEntries.actions(sandbox));
  }

  /** What the typed text names by its id. */
  byId(typed: string): PaletteEntry[] {
    return this.deploymentEntries.named(typed);
  }

  /** What was chosen once, as far as it can still be chosen. */
  named(keys: readonly string[]): PaletteEntry[] {
    const known = new Map(this.entries().map((entry) => [entry.key, entry]));
    return keys.flatMap((key) => known.get(key) ?? this.actionNamed(key) ?? []);
  }

  private actionNamed(key: string): PaletteEntry | undefined {
    const [, id] = /^sandbox:([^/]+)\//.exec(key) ?? [];
    const sandbox = this.sandboxes().find((each) => each.id === id);
    return sandbox && this.sandboxEntries.actions(sandbox).find((entry) => entry.key === key);
  }

  /** What can be done with what is on the page below. */
  private here(): PaletteEntry[] {
    const deployment = this.shown.value();
    const sandboxId = this.place.sandboxId ?? deployment?.sandboxId;
    const sandbox = this.sandboxes().find(({ id }) => id === sandboxId);
    return [
      ...(deployment ? this.deploymentEntries.actions(deployment) : []),
      ...(sandbox ? this.sandboxEntries.actions(sandbox) : []),
    ].map((entry) => ({ ...entry, group: 'here', isFurther: false }));
  }
}
