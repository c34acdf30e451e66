import { inputBinding, provideZonelessChangeDetection, signal, twoWayBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Choice, SearchChoice } from './search-choice';

const many: Choice[] = Array.from({ length: 10_000 }, (_, index) => ({
  id: String(index),
  name: `feature-${index}`,
  note: index === 77 ? 'ada' : 'bob',
}));

async function shown(id = '') {
  const chosen = signal(id);
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
  const fixture = TestBed.createComponent(SearchChoice, {
    bindings: [
      inputBinding('label', () => 'Sandbox'),
      inputBinding('options', () => many),
      twoWayBinding('chosen', chosen),
    ],
  });
  document.body.append(fixture.nativeElement as HTMLElement);
  await fixture.whenStable();
  const box = (fixture.nativeElement as HTMLElement).querySelector('input')!;
  const type = async (text: string) => {
    box.focus();
    box.value = text;
    box.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const offered = () => [...document.querySelectorAll('mat-option')].map((one) => one.textContent.trim());
  return { chosen, fixture, box, type, offered };
}

describe('SearchChoice', () => {
  it('offers some of many, and says how many more there are', async () => {
    const { type, offered } = await shown();
    await type('feature-7');
    expect(offered()).toHaveLength(51);
    expect(offered().at(-1)).toBe('and 1061 more: type to find one');
  });

  it('finds by the note, too, and shows what was chosen', async () => {
    const { chosen, fixture, box, type, offered } = await shown();
    await type('ada');
    expect(offered()).toEqual(['feature-77ada']);
    document.querySelector<HTMLElement>('mat-option')!.click();
    await fixture.whenStable();
    expect([chosen(), box.value]).toEqual(['77', 'feature-77']);
  });

  it('goes back to what was chosen when it is left, and says when nothing is called like that', async () => {
    const { chosen, fixture, box, type } = await shown('5');
    await type('nothing like it');
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('None is called like that.');
    box.blur();
    await fixture.whenStable();
    expect([chosen(), box.value]).toEqual(['5', 'feature-5']);
  });

  it('chooses nothing once it is emptied', async () => {
    const { chosen, type } = await shown('5');
    await type('');
    expect(chosen()).toBe('');
  });

  it('opens by focus while it is empty; once something is chosen, by hand only', async () => {
    const { chosen, fixture, box, type, offered } = await shown();
    box.focus();
    await fixture.whenStable();
    expect(offered().length).toBeGreaterThan(0);
    await type('ada');
    document.querySelector<HTMLElement>('mat-option')!.click();
    await fixture.whenStable();
    expect(chosen()).toBe('77');

    const again = async () => {
      box.blur();
      await fixture.whenStable();
      box.focus();
      await fixture.whenStable();
      return offered();
    };
    expect(await again()).toEqual([]);
    await type('feature-78');
    expect(offered()).toContain('feature-78bob');

    expect(await again()).toEqual([]);
    box.click();
    await fixture.whenStable();
    expect(offered().length).toBeGreaterThan(0);
  });
});
