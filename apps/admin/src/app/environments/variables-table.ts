import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { Icon } from '../ui/icon';
import { type Draft, type DraftRow } from './variable-drafts';

export interface RowEdit {
  row: DraftRow;
  part: Partial<Draft>;
}

/** The variables of an environment, edited in place. Secrets are written, never shown. */
@Component({
  selector: 'sdp-variables-table',
  imports: [Icon],
  templateUrl: './variables-table.html',
  styleUrl: './variables-table.scss',
})
export class VariablesTable {
  readonly rows = input.required<DraftRow[]>();
  readonly canEdit = input(false);
  readonly edit = output<RowEdit>();
  readonly remove = output<DraftRow>();
  readonly undo = output<DraftRow>();
  readonly add = output<void>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly addButton = viewChild<ElementRef<HTMLElement>>('addButton');
  protected readonly search = signal('');
  protected readonly found = computed(() => {
    const part = this.search().toLowerCase();
    return this.rows().filter(
      ({ name, value, state }) => state !== 'same' || `${name} ${value ?? ''}`.toLowerCase().includes(part),
    );
  });

  protected type(row: DraftRow, part: 'name' | 'value', event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLTextAreaElement;
    const keeps = part === 'value' && value === '' && row.keepsSecret;
    this.edit.emit({ row, part: { [part]: keeps ? null : value } });
  }

  protected hide(row: DraftRow, event: Event): void {
    this.edit.emit({ row, part: { isSecret: (event.target as HTMLInputElement).checked } });
  }

  protected addRow(): void {
    this.add.emit();
    afterNextRender(
      () => [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-part="name"]')].at(-1)?.focus(),
      { injector: this.injector },
    );
  }

  protected removeRow(row: DraftRow): void {
    const place = this.found().indexOf(row);
    this.remove.emit(row);
    this.goOn(row, place, 'button:last-of-type');
  }

  protected undoRow(row: DraftRow): void {
    const place = this.found().indexOf(row);
    this.undo.emit(row);
    this.goOn(row, place, '[data-part="name"]');
  }

  protected find(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }
  /** The button that was pressed is gone: the keyboard goes on in its row, or in the one that took its place. */
  private goOn({ key }: DraftRow, place: number, part: string): void {
    afterNextRender(
      () => {
        const rows = [...this.host.nativeElement.querySelectorAll<HTMLElement>('[data-key]')];
        const own = rows.find((row) => row.dataset['key'] === key);
        const other = rows[place] ?? rows.at(-1);
        const next =
          own?.querySelector<HTMLElement>(part) ?? other?.querySelector<HTMLElement>('button:last-of-type');
        (next ?? this.addButton()?.nativeElement)?.focus();
      },
      { injector: this.injector },
    );
  }
}
