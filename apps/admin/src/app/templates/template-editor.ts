import { HttpErrorResponse } from '@angular/common/http';
import { Component, computed, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { type TemplateProblem } from '@sdp/protocol';
import { debounceTime, filter, from, switchMap, catchError, of } from 'rxjs';
import { Draft } from '../drafts/draft';
import { DraftNotice } from '../drafts/draft-notice';
import { ErrorCard } from '../errors/error-card';
import { Submission } from '../errors/submission';
import { Toasts } from '../errors/toasts';
import { type ShownError, toShownError } from '../errors/wire-error';
import { keepTitle } from '../layout/page-title';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { chosenText } from '../ui/text-file';
import { type HasUnsaved, LEAVE_UNSAVED } from '../ui/unsaved-changes';
import { FIRST_TEMPLATE } from './first-template';
import { TemplateStore } from './template-store';
import { TemplatesApi } from './templates-api';
import { YamlEditor } from './yaml-editor';

const PAUSE_MS = 400;

interface TextDraft {
  text: string;
  base: number;
}

/** A template as YAML: a new one, or a new version of one that exists. Checked while it is typed. */
@Component({
  selector: 'sdp-template-editor',
  imports: [DraftNotice, ErrorCard, Icon, RouterLink, Skeleton, YamlEditor],
  providers: [TemplateStore],
  templateUrl: './template-editor.html',
  styles: `
    label {
      min-width: 0;
    }
    .file {
      width: auto;
      max-width: 100%;
    }
    .overtaken {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 10px;
      margin: 0 0 16px;
      color: var(--warn);
    }
    .overtaken span {
      flex: 1 1 280px;
    }
    sdp-error-card,
    .actions {
      margin-top: 16px;
    }
  `,
})
export class TemplateEditor implements HasUnsaved {
  /** Absent for a new template. */
  readonly templateId = input<string>();

  private readonly api = inject(TemplatesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly saved = signal<string | undefined>(undefined);
  private savedVersion = 0;
  private isLeft = false;
  protected readonly text = signal<string | undefined>(undefined);
  private readonly store = inject(TemplateStore);
  private readonly textError = signal<ShownError | undefined>(undefined);
  protected readonly loadError = computed(() => this.textError() ?? this.store.error());
  /** The version that what is typed began with; 0 while nothing is read. */
  protected readonly base = signal(0);
  protected readonly problems = signal<readonly TemplateProblem[]>([]);
  protected readonly submission = new Submission();
  protected readonly isChanged = computed(() => this.text() !== this.saved());
  /** Somebody saved another version over what is being typed here. */
  protected readonly overtakenBy = computed(() => {
    const newest = this.store.template()?.version ?? 0;
    return this.base() > 0 && newest > this.base() && !this.submission.isBusy() ? newest : undefined;
  });
  /** As it was saved; the text may be on its way to another one. */
  private readonly name = computed(() => /^name: *(\S+)/m.exec(this.saved() ?? '')?.[1]);
  /** What the lines do not say already. */
  protected readonly error = computed(() => {
    const error = this.submission.error();
    return error && this.problems().length > 0 && error.code === 'invalid-input' ? undefined : error;
  });

  /** Once it is read, so that what was typed lies on top of what is saved. */
  protected readonly draft = new Draft<TextDraft>({
    key: () => (this.saved() === undefined ? undefined : `text of template ${this.templateId() ?? 'new'}`),
    read: () => this.typed(),
    write: ({ text, base }) => {
      this.text.set(text);
      this.base.set(base);
    },
    clear: () => this.begin(this.saved() ?? '', this.savedVersion),
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.isLeft = true));
    effect(() => {
      const id = this.templateId();
      if (id) this.store.open(id);
      else this.begin(FIRST_TEMPLATE, 0);
    });
    effect(() => {
      const newest = this.store.template()?.version;
      if (newest) untracked(() => void this.follow(newest));
    });
    keepTitle(() => this.templateId() && this.name() && `Edit ${this.name()} · Template`);
    toObservable(this.text)
      .pipe(
        debounceTime(PAUSE_MS),
        filter((text) => text !== undefined),
        switchMap((text) => from(this.api.validate(text)).pipe(catchError(() => of([])))),
        takeUntilDestroyed(),
      )
      .subscribe((problems) => this.problems.set(problems));
  }

  async mayLeave(): Promise<boolean> {
    if (!this.isChanged()) return true;
    const isSure = await this.dialogs.ask(LEAVE_UNSAVED);
    if (isSure) this.draft.sent();
    return isSure;
  }

  protected async read(event: Event): Promise<void> {
    const text = await chosenText(event);
    if (text === undefined || text === this.text()) return;
    const typed = this.typed();
    this.text.set(text);
    if (!typed) return;
    const input = event.target as HTMLInputElement;
    this.offerBack('The file took the place of what you typed.', typed, () => (input.value = ''));
  }

  protected async save(): Promise<void> {
    const text = this.text() ?? '';
    await this.submission.run(() => this.saveAndLeave(text));
  }

  protected retry(): void {
    this.textError.set(undefined);
    this.store.reload();
  }

  /** Takes the place of what was typed. */
  protected async beginWith(version: number): Promise<void> {
    const text = await this.textOf(version);
    if (text === undefined) return;
    const typed = this.typed();
    this.begin(text, version);
    if (typed) this.offerBack(`Version ${version} took the place of what you typed.`, typed);
  }

  private typed(): TextDraft | undefined {
    return this.isChanged() ? { text: this.text() ?? '', base: this.base() } : undefined;
  }

  /** No key of the editor brings back what was there before: its own history ends where its text is exchanged. */
  private offerBack(message: string, { text, base }: TextDraft, also?: () => void): void {
    const bringBack = async () => {
      this.text.set(text);
      this.base.set(base);
      also?.();
    };
    const instead = this.text();
    this.toasts.undoable(message, bringBack, () => !this.isLeft && this.text() === instead);
  }

  /** What others save is shown, unless something was typed. */
  private async follow(newest: number): Promise<void> {
    if (newest === this.base() || this.isChanged()) return;
    const text = await this.textOf(newest);
    if (text !== undefined && !this.isChanged()) this.begin(text, newest);
  }

  private async textOf(version: number): Promise<string | undefined> {
    try {
      return await this.api.yamlOf(this.templateId() ?? '', version);
    } catch (failure) {
      this.textError.set(toShownError(failure));
      return undefined;
    }
  }

  private begin(text: string, version: number): void {
    this.savedVersion = version;
    this.saved.set(text);
    this.text.set(text);
    this.base.set(version);
  }

  private async saveAndLeave(text: string): Promise<void> {
    try {
      const { id, name, version } = await this.api.import(text, this.templateId());
      this.saved.set(text);
      this.draft.sent();
      if (!this.isLeft) await this.router.navigate(['/templates', id]);
      this.toasts.done(`Saved ${name}, version ${version}.`);
    } catch (failure) {
      this.problems.set(problemsOf(failure));
      throw failure;
    }
  }
}

/** The lines that a refusal names. */
function problemsOf(failure: unknown): readonly TemplateProblem[] {
  const { details } = failure instanceof HttpErrorResponse ? toShownError(failure) : {};
  return Array.isArray(details?.['problems']) ? (details['problems'] as TemplateProblem[]) : [];
}
