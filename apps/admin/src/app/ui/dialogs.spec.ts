import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { Dialogs } from './dialogs';
import { OpenForms } from './open-forms';

const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** As somebody does: in the dialog on top. */
async function press(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await nextTask();
}

async function answer(id: string | undefined) {
  (id ? at(id) : document.querySelector<HTMLElement>('sdp-confirm-dialog [mat-dialog-close]'))!.click();
  await nextTask();
}

describe('A dialog', () => {
  let closedWith: unknown[];
  let forms: OpenForms;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    forms = TestBed.inject(OpenForms);
    closedWith = [];
    const request = { heading: 'Rename', action: 'Rename', name: 'old', pattern: /./, rule: '' };
    void TestBed.inject(Dialogs)
      .askName({ ...request, save: async () => undefined })
      .then((name) => closedWith.push(name));
    await nextTask();
  });
  afterEach(async () => {
    document.querySelectorAll<HTMLElement>('[mat-dialog-close]').forEach((button) => button.click());
    await nextTask();
  });

  const type = (text: string) => {
    const box = at('name') as HTMLInputElement;
    box.focus();
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };

  it('closes by a key or a click beside it while nothing is typed', async () => {
    type('old');
    await press('Escape');
    expect(closedWith).toEqual([undefined]);
  });

  it('asks first when something typed would be lost, and stays as it is', async () => {
    type('new-name');
    document.querySelector<HTMLElement>('.cdk-overlay-backdrop')!.click();
    await nextTask();
    await answer(undefined);
    expect(closedWith).toEqual([]);
    expect((at('name') as HTMLInputElement).value).toBe('new-name');
  });

  it('closes once the person is sure', async () => {
    type('new-name');
    await press('Escape');
    expect(closedWith).toEqual([]);
    await answer('confirm');
    expect(closedWith).toEqual([undefined]);
  });

  it('is asked about before another page is shown, and closes with the page', async () => {
    type('new-name');
    const stays = forms.mayLeave();
    await nextTask();
    await answer(undefined);
    expect(await stays).toBe(false);

    type('old');
    expect(await forms.mayLeave()).toBe(true);
    await nextTask();
    expect(closedWith).toEqual([undefined]);
  });

  it('closes without a question when all do', async () => {
    type('new-name');
    TestBed.inject(Dialogs).closeAll();
    await nextTask();
    expect(closedWith).toEqual([undefined]);
  });

  it('says when its window is closed with something typed', () => {
    const closing = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(closing()).toBe(false);
    type('new-name');
    expect(closing()).toBe(true);
  });
});
