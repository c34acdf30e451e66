import { HttpErrorResponse } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
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
import { TemplatesApi } from './templates-api';
import { YamlEditor } from './yaml-editor';

const PAUSE_MS = 400;

/** A template as YAML: a new one, or a new version of one that exists. Checked while it is typed. */
@Component({
  selector: 'sdp-template-editor',
  imports: [DraftNotice, ErrorCard, Icon, RouterLink, Skeleton, YamlEditor],
  templateUrl: './template-editor.html',
  styles: `
    .file {
      width: auto;
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
  protected readonly text = signal<string | undefined>(undefined);
  protected readonly loadError = signal<ShownError | undefined>(undefined);
  protected readonly problems = signal<readonly TemplateProblem[]>([]);
  protected readonly submission = new Submission();
  protected readonly isChanged = computed(() => this.text() !== this.saved());
  /** As it was saved; the text may be on its way to another one. */
  private readonly name = computed(() => /^name: *(\S+)/m.exec(this.saved() ?? '')?.[1]);
  /** What the lines do not say already. */
  protected readonly error = computed(() => {
    const error = this.submission.error();
    return error && this.problems().length > 0 && error.code === 'invalid-input' ? undefined : error;
  });

  /** Once it is read, so that what was typed lies on top of what is saved. */
  protected readonly draft = new Draft<string>({
    key: () => (this.saved() === undefined ? undefined : `template ${this.templateId() ?? 'new'}`),
    read: () => (this.isChanged() ? this.text() : undefined),
    write: (text) => this.text.set(text),
    clear: () => this.text.set(this.saved()),
  });

  constructor() {
    effect(() => void this.load(this.templateId()));
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
    if (text !== undefined) this.text.set(text);
  }

  protected async save(): Promise<void> {
    const text = this.text() ?? '';
    await this.submission.run(() => this.saveAndLeave(text));
  }

  protected async load(id: string | undefined): Promise<void> {
    this.loadError.set(undefined);
    try {
      const text = id ? await this.api.yamlOf(id) : FIRST_TEMPLATE;
      this.saved.set(text);
      this.text.set(text);
    } catch (failure) {
      this.loadError.set(toShownError(failure));
    }
  }

  private async saveAndLeave(text: string): Promise<void> {
    try {
      const { id, name, version } = await this.api.import(text, this.templateId());
      this.saved.set(text);
      this.draft.sent();
      await this.router.navigate(['/templates', id]);
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
