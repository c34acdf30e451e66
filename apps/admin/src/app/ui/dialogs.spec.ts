import { jest } from '@jest/globals';
import { Component, inject, provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { Toasts } from '../errors/toasts';
import { Dialogs } from './dialogs';
import { OpenForms } from './open-forms';

const at = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** Its code is loaded first. */
async function shown(id: string) {
  while (!at(id)) await nextTask();
  await nextTask();
}

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
    await shown('name');
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

describe('Before a dialog is there', () => {
  const loaded: string[] = [];
  let dialogs: Dialogs;
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    loaded.length = 0;
    dialogs = TestBed.inject(Dialogs);
  });
  afterEach(() => dialogs.closeAll());

  @Component({ template: '<p data-testid="body">{{ data }}</p>' })
  class Note {
    protected readonly data = inject<string>(MAT_DIALOG_DATA);
  }
  const load = async () => {
    loaded.push('note');
    return Note;
  };

  it('counts as open, so the second click of two opens none', async () => {
    expect(dialogs.isOpen()).toBe(false);
    const first = dialogs.open(load, 'first');
    expect(dialogs.isOpen()).toBe(true);
    expect(await dialogs.open(load, 'second')).toBeUndefined();
    await shown('body');
    expect([loaded, at('body')?.textContent]).toEqual([['note'], 'first']);
    dialogs.closeAll();
    expect(await first).toBeUndefined();
    expect(dialogs.isOpen()).toBe(false);
  });

  it('has no answer where its code cannot be loaded, and the next one opens', async () => {
    const said = jest.spyOn(TestBed.inject(Toasts), 'done').mockImplementation(() => undefined);
    expect(await dialogs.open(() => Promise.reject(new TypeError('gone')), null)).toBeUndefined();
    expect(said).toHaveBeenCalledTimes(1);
    void dialogs.open(load, 'next');
    await shown('body');
  });

  it('does not keep the sign-in that the page needs from opening', async () => {
    void dialogs.open(() => new Promise(() => undefined), 'for ever');
    void dialogs.open(load, 'sign in again', { disableClose: true });
    await shown('body');
  });

  it('lets every page go', async () => {
    expect(await TestBed.inject(OpenForms).mayLeave()).toBe(true);
  });
});
