import { Component, computed, input } from '@angular/core';
import { type ImportPreview } from '@sdp/protocol';

const KINDS = [
  { kind: 'added', sign: '+' },
  { kind: 'changed', sign: '~' },
  { kind: 'removed', sign: '−' },
] as const;

/** The names that an import adds, changes and removes; of secrets, too, only the names. */
@Component({
  selector: 'sdp-import-changes',
  template: `
    @if (changes().length > 0) {
      <ul tabindex="0" aria-label="What it would change">
        @for (change of changes(); track change.kind + change.name) {
          <li [class]="change.kind" [attr.data-testid]="'import-' + change.kind">
            <code class="foreign"
              ><span class="visually-hidden">{{ change.kind }} </span
              ><span aria-hidden="true">{{ change.sign }}</span
              >{{ change.name }}</code
            >
            @if (change.isSecret) {
              <span class="badge">secret</span>
            }
          </li>
        }
      </ul>
    }
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      max-height: 180px;
      margin: 0;
      padding: 0;
      overflow-y: auto;
      list-style: none;
    }
    .added code {
      color: var(--ok);
    }
    .removed code {
      color: var(--bad);
    }
  `,
})
export class ImportChanges {
  readonly preview = input.required<ImportPreview>();
  /** Names of what is, or becomes, a secret. */
  readonly secrets = input.required<ReadonlySet<string>>();

  protected readonly changes = computed(() =>
    // What goes stands first: it is what nobody may overlook.
    KINDS.toReversed().flatMap(({ kind, sign }) =>
      this.preview()[kind].map((name) => ({ kind, sign, name, isSecret: this.secrets().has(name) })),
    ),
  );
}

/** In a sentence, without names. */
export function summaryOf(preview: ImportPreview): string {
  const counts = KINDS.filter(({ kind }) => preview[kind].length > 0).map(
    ({ kind }) => `${preview[kind].length} ${kind}`,
  );
  return counts.length > 0 ? `It would change: ${counts.join(', ')}.` : 'It would change nothing.';
}
