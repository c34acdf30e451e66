import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { Shortcuts } from './shortcuts';

describe('Ctrl Z', () => {
  let shortcuts: Shortcuts;
  const undo = jest.fn(() => Promise.resolve());

  beforeEach(() => {
    undo.mockClear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    shortcuts = TestBed.inject(Shortcuts);
    document.body.innerHTML = '<main></main><input /><p contenteditable></p>';
  });
  afterEach(() => (document.body.innerHTML = ''));

  const done = () => TestBed.inject(Toasts).undoable('Done.', undo);
  /** Answers whether it was for us. */
  const press = (init: KeyboardEventInit, at = 'main') => {
    const event = new KeyboardEvent('keydown', { key: 'z', cancelable: true, ...init });
    document
      .querySelector(at)!
      .addEventListener('keydown', (pressed) => shortcuts.press(pressed as KeyboardEvent), {
        once: true,
      });
    document.querySelector(at)!.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it.each([{ ctrlKey: true }, { metaKey: true }])('takes back what was done last: %o', (init) => {
    done();
    expect(press(init)).toBe(true);
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('also where single keys are turned off, since it is none', () => {
    shortcuts.turn(false);
    done();
    expect(press({ ctrlKey: true })).toBe(true);
    shortcuts.turn(true);
  });

  it('is left to the browser where nothing can be taken back, or is to be done again', () => {
    expect(press({ ctrlKey: true })).toBe(false);
    done();
    expect(press({ ctrlKey: true, shiftKey: true })).toBe(false);
    expect(press({})).toBe(false);
    expect(undo).not.toHaveBeenCalled();
  });

  it.each(['input', '[contenteditable]'])('is left to the browser while something is typed: %s', (at) => {
    done();
    expect(press({ ctrlKey: true }, at)).toBe(false);
    expect(undo).not.toHaveBeenCalled();
  });

  it('waits until a dialog is closed', async () => {
    done();
    const dialogs = TestBed.inject(Dialogs);
    const asked = dialogs.ask({ heading: 'Sure?', text: '', action: 'Yes' });
    expect(press({ ctrlKey: true })).toBe(false);
    while (!document.querySelector('mat-dialog-container'))
      await new Promise((resolve) => setTimeout(resolve));
    dialogs.closeAll();
    await asked;
    expect(press({ ctrlKey: true })).toBe(true);
  });
});
