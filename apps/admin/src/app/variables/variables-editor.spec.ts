import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { VariablesEditor } from './variables-editor';

describe('VariablesEditor', () => {
  let fixture: ComponentFixture<VariablesEditor>;

  const remove = async (name: string) => {
    const button = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>(
      `[aria-label="Remove variable ${name}"]`,
    )!;
    button.focus();
    button.click();
    await fixture.whenStable();
    return document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent.trim();
  };

  it('keeps the keyboard beside what was removed', async () => {
    fixture = TestBed.createComponent(VariablesEditor);
    document.body.append(fixture.nativeElement as HTMLElement);
    fixture.componentRef.setInput(
      'variables',
      ['A', 'B', 'C'].map((name) => ({ name, value: '1' })),
    );
    await fixture.whenStable();
    expect(await remove('B')).toBe('Remove variable C');
    expect(await remove('C')).toBe('Remove variable A');
    expect(await remove('A')).toBe('Add variable');
  });
});
