import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type EnvironmentView, type ImportVariablesRequest } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { FormDialog } from '../ui/form-dialog';
import { chosenText } from '../ui/text-file';
import { parseDotEnv } from '../variables/dot-env';

export interface Import {
  environment: EnvironmentView;
  save: (request: ImportVariablesRequest) => Promise<void>;
}

/** Words in a name that tell of a secret. */
const SECRET_WORDS = /pass(word|wd|phrase)?|secret|token|api_?key|private|credential/i;

/** Takes the text of a `.env` file, pasted or from a file; closes with `true` once it was taken. */
@Component({
  selector: 'sdp-import-dialog',
  imports: [FormDialog],
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

  protected async import(): Promise<void> {
    const secrets = this.names().flatMap(({ name, isSecret }) => (isSecret ? name : []));
    const request = { text: this.text(), mode: this.mode(), secrets };
    if (await this.submission.run(() => this.data.save(request))) this.ref.close(true);
  }
}
