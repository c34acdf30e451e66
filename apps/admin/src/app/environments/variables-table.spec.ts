import { Component, computed, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type EnvironmentVariable } from '@sdp/protocol';
import { type Draft, type DraftRow, type Edits, rowsOf, withEdit } from './variable-drafts';
import { VariablesTable } from './variables-table';

const VARIABLES: EnvironmentVariable[] = ['A', 'B'].map((name) => ({
  name,
  value: '1',
  isSecret: false,
  baselineOf: null,
}));

@Component({
  imports: [VariablesTable],
  template: `<sdp-variables-table
    [canEdit]="true"
    [rows]="rows()"
    (edit)="change($event.row, $event.part)"
    (remove)="change($event, { isRemoved: true })"
    (undo)="undo($event)"
  />`,
})
class Page {
  readonly edits = signal<Edits>(
    new Map([['new:1', { base: null, name: 'C', value: '', isSecret: false, isRemoved: false }]]),
  );
  readonly rows = computed(() => rowsOf(VARIABLES, this.edits()));

  change(row: DraftRow, part: Partial<Draft>): void {
    if (row.state === 'added') return this.undo(row);
    const variable = VARIABLES.find(({ name }) => name === row.name) ?? null;
    this.edits.update((edits) => withEdit(edits, row, variable, part));
  }

  undo({ key }: DraftRow): void {
    this.edits.update((edits) => new Map([...edits].filter(([other]) => other !== key)));
  }
}

describe('VariablesTable', () => {
  it('keeps the keyboard in a row whose button went, or beside a row that went', async () => {
    const fixture = TestBed.createComponent(Page);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    const press = async (label: RegExp) => {
      const button = [...element.querySelectorAll('button')].find((each) =>
        label.test(each.getAttribute('aria-label') ?? each.textContent.trim()),
      )!;
      button.focus();
      button.click();
      await fixture.whenStable();
      const active = document.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent.trim();
    };
    expect(await press(/^Remove B/)).toBe('Keep B');
    expect(await press(/^Keep B/)).toBe('Name of B');
    expect(await press(/^Remove C/)).toBe('Remove B');
  });
});
