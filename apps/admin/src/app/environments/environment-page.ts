import { Component, effect, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { type EnvironmentView, type ImportVariablesRequest } from '@sdp/protocol';
import { Draft } from '../drafts/draft';
import { DraftNotice } from '../drafts/draft-notice';
import { Submission } from '../errors/submission';
import { ErrorCard } from '../errors/error-card';
import { Toasts } from '../errors/toasts';
import { SessionStore } from '../auth/session-store';
import { keepTitle } from '../layout/page-title';
import { ENVIRONMENT_NAME, ENVIRONMENT_NAME_RULE } from '../names/names';
import { Ago } from '../ui/ago';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { type HasUnsaved, LEAVE_UNSAVED } from '../ui/unsaved-changes';
import { environmentDeletionOf } from './environment-deletion';
import { EnvironmentHistory } from './environment-history';
import { type DraftedEdits, EnvironmentStore } from './environment-store';
import { environmentUrl, EnvironmentsApi } from './environments-api';
import { type Import } from './import-dialog';
import { usersText } from './use-text';
import { VariablesTable } from './variables-table';

const loadEnvironmentDialog: DialogCode = () =>
  import('./environment-dialog').then((file) => file.EnvironmentDialog);
const loadImportDialog: DialogCode = () => import('./import-dialog').then((file) => file.ImportDialog);

/** One environment: its variables, who uses it, and every version it had. */
@Component({
  selector: 'sdp-environment-page',
  imports: [
    Ago,
    DraftNotice,
    EmptyState,
    EnvironmentHistory,
    ErrorCard,
    Icon,
    LoadState,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    VariablesTable,
  ],
  providers: [EnvironmentStore],
  templateUrl: './environment-page.html',
  styleUrl: './environment-page.scss',
})
export class EnvironmentPage implements HasUnsaved {
  readonly environmentId = input.required<string>();

  protected readonly store = inject(EnvironmentStore);
  protected readonly session = inject(SessionStore);
  private readonly api = inject(EnvironmentsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly submission = new Submission();
  protected readonly usersText = usersText;

  protected readonly draft = new Draft<DraftedEdits>({
    key: () => this.store.environment() && `environment ${this.environmentId()}`,
    read: () => this.store.drafted(),
    write: (drafted) => this.store.takeDraft(drafted),
    clear: () => this.store.discard(),
  });

  constructor() {
    effect(() => this.store.open(this.environmentId()));
    keepTitle(() => this.store.environment() && `${this.store.environment()?.name} · Environment`);
  }

  async mayLeave(): Promise<boolean> {
    if (this.store.unsaved() === 0 || this.store.isGone()) return true;
    const isSure = await this.dialogs.ask(LEAVE_UNSAVED);
    if (isSure) this.store.discard();
    return isSure;
  }

  protected exportUrl({ id }: EnvironmentView): string {
    return `${environmentUrl(id)}/export`;
  }

  protected async save(): Promise<void> {
    if (!this.store.isValid()) return;
    const before = this.store.environment();
    let left: EnvironmentView | undefined;
    await this.submission.run(async () => (left = await this.store.save()));
    if (before && left)
      this.undoable(
        `${before.name} is saved. Services get new values when they are deployed again.`,
        left,
        before.version,
      );
  }

  protected async rename(environment: EnvironmentView): Promise<void> {
    if (await this.dialogs.open<string>(loadEnvironmentDialog, { environment })) this.store.reload();
  }

  protected async import(environment: EnvironmentView): Promise<void> {
    let { version: before } = environment;
    let left: EnvironmentView | undefined;
    const save = async (request: ImportVariablesRequest) => {
      left = await this.store.import(environment.id, request);
      // What was looked at may be newer than what the dialog began with.
      before = request.version ?? before;
    };
    const data: Import = { environment, save };
    if ((await this.dialogs.open<boolean>(loadImportDialog, data, { width: '720px' })) && left)
      this.undoable(`Imported into ${environment.name}.`, left, before);
  }

  protected async clone(environment: EnvironmentView): Promise<void> {
    let copy: EnvironmentView | undefined;
    await this.dialogs.askName({
      heading: `Clone ${environment.name}`,
      action: 'Clone',
      name: `${environment.name}-copy`,
      pattern: ENVIRONMENT_NAME,
      rule: ENVIRONMENT_NAME_RULE,
      save: async (name) => (copy = await this.api.clone(environment.id, name)),
    });
    if (copy) await this.router.navigate(['/environments', copy.id]);
  }

  protected async restore(version: number): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: `Restore version ${version}?`,
      text: 'Its variables, secrets included, become the newest version. Nothing of the history is lost.',
      action: 'Restore',
    });
    const before = this.store.environment();
    if (!isSure || !before) return;
    const left = await this.toasts.attempt(this.store.restore(before.id, version));
    if (left) this.undoable(`Version ${version} of ${before.name} is restored.`, left, before.version);
  }

  private undoable(message: string, left: EnvironmentView, before: number): void {
    this.toasts.undoable(message, () => this.store.takeBack(left, before));
  }

  protected async remove(environment: EnvironmentView): Promise<void> {
    if (await this.dialogs.ask(environmentDeletionOf(environment)))
      await this.toasts.attempt(this.removeAndLeave(environment));
  }

  private async removeAndLeave({ id, name }: EnvironmentView): Promise<void> {
    await this.api.remove(id);
    this.store.discard();
    await this.router.navigateByUrl('/environments');
    this.toasts.done(`${name} was deleted.`);
  }
}
