import { computed, inject, Injectable, signal } from '@angular/core';
import { type EnvironmentView, type ImportVariablesRequest, type Update } from '@sdp/protocol';
import { assertStill } from '../errors/changed-since';
import { LiveValue } from '../live/live-value';
import {
  type Draft,
  type DraftRow,
  type Edit,
  type Edits,
  keyOf,
  requestOf,
  rowsOf,
  typedSince,
  withEdit,
} from './variable-drafts';
import { EnvironmentsApi, environmentUrl } from './environments-api';

const NO_EDITS: Edits = new Map();
const NEW = 'new:';

export interface DraftedEdits {
  version: number | undefined;
  edits: [key: string, edit: Edit][];
}

function withoutSecret([key, edit]: [string, Edit]): [string, Edit] {
  return [key, edit.isSecret ? { ...edit, value: null } : edit];
}

/** 0 for a variable that is there already. */
function numberOfNew(key: string): number {
  return key.startsWith(NEW) ? Number(key.slice(NEW.length)) : 0;
}

/**
 * One environment, and what somebody is about to change in it. Edits stay theirs while others change the environment;
 * saving is refused until that was seen.
 */
@Injectable()
export class EnvironmentStore {
  private readonly api = inject(EnvironmentsApi);
  private readonly live = new LiveValue<EnvironmentView>((environment, update) =>
    this.patch(environment, update),
  );
  private readonly edits = signal(NO_EDITS);
  private readonly editedVersion = signal<number | undefined>(undefined);
  private readonly isRemoved = signal(false);
  private id = '';
  private added = 0;

  readonly environment = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  readonly isGone = computed(() => this.isRemoved() || this.live.isMissing());
  readonly rows = computed(() => rowsOf(this.environment()?.variables ?? [], this.edits()));
  readonly unsaved = computed(() => this.rows().filter(({ state }) => state !== 'same').length);
  readonly isValid = computed(() => this.rows().every(({ problem }) => problem === ''));
  /** Somebody else changed it since the editing began. */
  readonly isOvertaken = computed(
    () => this.edits().size > 0 && this.environment()?.version !== this.editedVersion(),
  );

  open(id: string): void {
    this.id = id;
    this.isRemoved.set(false);
    this.discard();
    this.live.open(environmentUrl(id), 'environments');
  }

  reload(): void {
    this.live.reload();
  }

  add(): void {
    const draft = { name: '', value: '', isSecret: false, isRemoved: false };
    this.begin();
    this.edits.update((edits) => new Map(edits).set(`${NEW}${++this.added}`, { base: null, ...draft }));
  }

  edit(row: DraftRow, part: Partial<Draft>): void {
    const variable = this.environment()?.variables.find((other) => keyOf(other) === row.key) ?? null;
    this.begin();
    this.edits.update((edits) => withEdit(edits, row, variable, part));
  }

  /** A new row is gone at once; a variable when it is saved. */
  remove(row: DraftRow): void {
    if (row.state === 'added') this.undo(row);
    else this.edit(row, { isRemoved: true });
  }

  /** As it was. */
  undo(row: DraftRow): void {
    this.edits.update((edits) => new Map([...edits].filter(([key]) => key !== row.key)));
  }

  discard(): void {
    this.edits.set(NO_EDITS);
    this.editedVersion.set(undefined);
  }

  /** What others changed was seen: the edits are meant on top of it. */
  acceptNews(): void {
    this.editedVersion.set(this.environment()?.version);
  }

  /** What is kept over a reload. Typed secrets are not: their rows come back empty. */
  drafted(): DraftedEdits | undefined {
    if (this.edits().size === 0) return undefined;
    return { version: this.editedVersion(), edits: [...this.edits()].map(withoutSecret) };
  }

  takeDraft({ version, edits }: DraftedEdits): void {
    this.editedVersion.set(version);
    this.edits.set(new Map(edits));
    this.added = Math.max(this.added, ...edits.map(([key]) => numberOfNew(key)));
  }

  /** What is typed meanwhile stays unsaved. A conflict leaves the edits, and shows what is new. */
  async save(): Promise<EnvironmentView> {
    const [id, sent, version] = [this.id, this.edits(), this.editedVersion()];
    try {
      const request = { ...requestOf(this.rows()), ...(version && { version }) };
      const saved = await this.api.changeVariables(id, request);
      if (id === this.id) this.wasSaved(saved, sent);
      return saved;
    } catch (failure) {
      if (id === this.id) this.reload();
      throw failure;
    }
  }

  /* These name their environment: what is taken back later is meant for the same, whichever is open by then. */

  async import(id: string, request: ImportVariablesRequest): Promise<EnvironmentView> {
    return this.taken(await this.api.import(id, request));
  }

  async restore(id: string, version: number): Promise<EnvironmentView> {
    return this.taken(await this.api.restore(id, version));
  }

  /** From what one's own change left to the version before. @throws ChangedSince when there is a newer one by now. */
  async takeBack(left: EnvironmentView, before: number): Promise<void> {
    const now = await this.api.read(left.id);
    assertStill(now.name, left.version, now.version);
    await this.restore(left.id, before);
  }

  private taken(environment: EnvironmentView): EnvironmentView {
    if (environment.id === this.id) this.live.replace(environment);
    return environment;
  }

  private wasSaved(saved: EnvironmentView, sent: Edits): void {
    const later = typedSince(sent, this.edits(), saved.variables);
    this.edits.set(later);
    this.editedVersion.set(later.size > 0 ? saved.version : undefined);
    this.live.replace(saved);
  }

  private begin(): void {
    if (this.edits().size === 0) this.acceptNews();
  }

  private patch(environment: EnvironmentView, update: Update): EnvironmentView | 'reload' {
    if (update.kind === 'environment-removed' && update.id === environment.id) this.isRemoved.set(true);
    return update.kind === 'environment-changed' && update.id === environment.id ? 'reload' : environment;
  }
}
