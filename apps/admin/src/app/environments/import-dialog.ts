import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type EnvironmentView, type ImportPreview, type ImportVariablesRequest } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { Submission } from '../errors/submission';
import { Dialogs } from '../ui/dialogs';
import { FormDialog } from '../ui/form-dialog';
import { chosenText } from '../ui/text-file';
import { parseDotEnv } from '../variables/dot-env';
import { ImportChanges, summaryOf } from './import-changes';
import { ImportOutlook } from './import-outlook';
import { removalByImportOf } from './import-question';

export interface Import {
  environment: EnvironmentView;
  save: (request: ImportVariablesRequest) => Promise<void>;
}

/** Words in a name that tell of a secret. */
const SECRET_WORDS = /pass(word|wd|phrase)?|secret|token|api_?key|private|credential/i;

/**
 * Takes the text of a `.env` file, pasted or from a file, and shows what that would change; closes with `true` once it
 * was taken.
 */
@Component({
  selector: 'sdp-import-dialog',
  imports: [ErrorCard, FormDialog, ImportChanges],
  templateUrl: './import-dialog.html',
  styles: `
    textarea {
      min-height: 200px;
    }
    fieldset {
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: 6px;
      font-weight: 550;
    }
    .outlook {
      display: grid;
      gap: 8px;
    }
    p {
      min-height: 1.5em;
      margin: 0;
    }
    .names {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 20px;
      max-height: 180px;
      overflow-y: auto;
    }
  `,
})
export class ImportDialog {
  private readonly data = inject<Import>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<ImportDialog, boolean>>(MatDialogRef);
  private readonly dialogs = inject(Dialogs);
  protected readonly environment = this.data.environment;
  protected readonly submission = new Submission();
  protected readonly text = signal('');
  protected readonly mode = signal<'merge' | 'replace'>('merge');
  /** What the person said of a name; otherwise its words and what it is now say it. */
  private readonly said = signal<ReadonlyMap<string, boolean>>(new Map());
  private readonly secretsOfBefore = new Set(
    this.environment.variables.flatMap(({ name, isSecret }) => (isSecret ? name : [])),
  );
  protected readonly names = computed(() =>
    parseDotEnv(this.text()).map(({ name }) => ({
      name,
      isKnownSecret: this.secretsOfBefore.has(name),
      isSecret: this.secretsOfBefore.has(name) || (this.said().get(name) ?? SECRET_WORDS.test(name)),
    })),
  );

  protected readonly isBegun = computed(() => this.text().trim() !== '');
  protected readonly secrets = computed(
    () =>
      new Set([...this.secretsOfBefore, ...this.names().flatMap((one) => (one.isSecret ? one.name : []))]),
  );
  private readonly request = computed<ImportVariablesRequest | undefined>(() => {
    if (!this.isBegun()) return undefined;
    const secrets = this.names().flatMap(({ name, isSecret }) => (isSecret ? name : []));
    return { text: this.text(), mode: this.mode(), secrets };
  });
  protected readonly outlook = new ImportOutlook(this.environment.id, this.request);
  private readonly error = computed(() => (this.isBegun() ? this.outlook.error() : undefined));
  /** What is wrong with the text. */
  protected readonly problem = computed(() => {
    const error = this.error();
    return error?.code === 'invalid-input' ? error.message : '';
  });
  /** What is wrong with anything else. */
  protected readonly failure = computed(() => (this.problem() ? undefined : this.error()));
  protected readonly changes = computed(() =>
    this.isBegun() && !this.error() ? this.outlook.shown() : undefined,
  );
  protected readonly summary = computed(() => {
    const changes = this.changes();
    if (changes) return summaryOf(changes);
    return this.problem() || (this.isBegun() && !this.failure() ? 'Looking what it would change …' : '');
  });

  protected type(event: Event): void {
    this.text.set((event.target as HTMLTextAreaElement).value);
  }

  protected async read(event: Event): Promise<void> {
    const text = await chosenText(event);
    if (text !== undefined) this.text.set(text);
  }

  protected say(name: string, event: Event): void {
    const isSecret = (event.target as HTMLInputElement).checked;
    this.said.update((said) => new Map(said).set(name, isSecret));
  }

  /** Exactly what was shown, or nothing: what somebody else saves meanwhile is looked at first. */
  protected async import(): Promise<void> {
    const [request, preview] = [this.request(), this.outlook.current()];
    if (!request || !preview || !(await this.isSure(preview))) return;
    const { version } = preview;
    if (await this.submission.run(() => this.data.save({ ...request, version }))) this.ref.close(true);
    else this.outlook.reload();
  }

  private async isSure(preview: ImportPreview): Promise<boolean> {
    const question = removalByImportOf(this.environment, preview);
    return question === undefined || this.dialogs.ask(question);
  }
}
