import { Component, computed, ElementRef, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CreateWebhookRequest, type ServedRepository, type WebhookView } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { ENVIRONMENT_NAME, ENVIRONMENT_NAME_RULE } from '../names/names';
import { RepositoryChoice } from '../repositories/repository-choice';
import { RepositoryInput } from '../repositories/repository-input';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { servedOf, withName, withRepository } from './served-repositories';

export interface WebhookWish {
  /** Absent for a new one. */
  webhook?: WebhookView;
  save: (request: CreateWebhookRequest) => Promise<unknown>;
}

/** Name and repositories of a new or an existing webhook; closes with `true`. */
@Component({
  selector: 'sdp-webhook-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule, RepositoryInput],
  providers: [RepositoryChoice],
  templateUrl: './webhook-dialog.html',
  styleUrl: './webhook-dialog.scss',
})
export class WebhookDialog {
  protected readonly wish = inject<WebhookWish>(MAT_DIALOG_DATA);
  protected readonly choice = inject(RepositoryChoice);
  private readonly ref = inject<MatDialogRef<WebhookDialog, boolean>>(MatDialogRef);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly rule = ENVIRONMENT_NAME_RULE;
  protected readonly submission = new Submission();
  protected readonly name = inject(NonNullableFormBuilder).control(this.wish.webhook?.name ?? '', [
    Validators.required,
    Validators.pattern(ENVIRONMENT_NAME),
  ]);
  protected readonly served = signal<readonly ServedRepository[]>(servedOf(this.wish.webhook));
  protected readonly typed = signal('');
  protected readonly isTried = signal(false);
  protected readonly isTypedKnown = computed(() =>
    this.choice.repositories().some(({ name }) => name === this.typed()),
  );
  /** Nothing is chosen, or what is typed is none. */
  protected readonly isMissing = computed(
    () => this.isTried() && !this.isTypedKnown() && (this.served().length === 0 || this.typed() !== ''),
  );

  protected add(): void {
    if (!this.isTypedKnown()) return;
    this.served.update((served) => withRepository(served, this.typed()));
    this.typed.set('');
    this.focusInput();
  }

  protected remove(repository: string): void {
    this.served.update((served) => served.filter((one) => one.repository !== repository));
    this.focusInput();
  }

  protected call(repository: string, event: Event): void {
    const fullName = (event.target as HTMLInputElement).value.trim();
    this.served.update((served) => withName(served, repository, fullName));
  }

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    this.isTried.set(true);
    if (this.name.invalid || this.isMissing()) return;
    const repositories = this.isTypedKnown() ? withRepository(this.served(), this.typed()) : this.served();
    const request = { name: this.name.value, repositories: [...repositories] };
    if (await this.submission.run(() => this.wish.save(request))) this.ref.close(true);
  }

  /** The button that was pressed may be gone: the keyboard goes on where the next repository is chosen. */
  private focusInput(): void {
    this.element.nativeElement.querySelector<HTMLElement>('[data-testid=repository-input]')?.focus();
  }
}
