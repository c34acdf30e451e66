import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MatSnackBar } from '@angular/material/snack-bar';
import { jest } from '@jest/globals';
import { FakeSocket } from '../live/fake-socket';
import { ChangedSince } from './changed-since';
import { firstSentence, Toasts } from './toasts';
import { toShownError } from './wire-error';

describe('what can be taken back', () => {
  let toasts: Toasts;
  let open: jest.SpiedFunction<MatSnackBar['open']>;
  const undo = jest.fn(() => Promise.resolve());
  const said = () => open.mock.calls.map(([message]) => message);
  const takeBack = () => toasts.takeBack(toasts.lastChange()!);

  beforeEach(() => {
    undo.mockReset().mockResolvedValue(undefined);
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    toasts = TestBed.inject(Toasts);
    open = jest.spyOn(TestBed.inject(MatSnackBar), 'open');
  });

  it('is what was done last, once, also when its toast has gone, and is said to be', async () => {
    toasts.undoable('The first.', () => Promise.reject(new Error('not this one')));
    toasts.undoable('The hold has ended. Others deploy.', undo);
    toasts.done('Something else.');
    await takeBack();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(said().at(-1)).toBe('Taken back: The hold has ended.');
    expect(toasts.lastChange()).toBeUndefined();
  });

  it('is nothing more once its toast took it back', async () => {
    toasts.undoable('Done.', undo);
    document.querySelector<HTMLButtonElement>('mat-snack-bar-container button')!.click();
    await Promise.resolve();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(toasts.lastChange()).toBeUndefined();
  });

  it('may be tried again when it was refused', async () => {
    toasts.undoable('Done.', undo);
    undo.mockRejectedValueOnce(new Error('Nobody answers.'));
    await takeBack();
    expect(said()).toEqual(['Done.']);
    await takeBack();
    expect(said().at(-1)).toBe('Taken back: Done.');
  });

  it('is refused in words, for good, where somebody went on from it', async () => {
    const failed = jest.spyOn(toasts, 'failed').mockImplementation(() => undefined);
    toasts.undoable('Done.', undo);
    undo.mockRejectedValueOnce(new ChangedSince('ocp-test'));
    await takeBack();
    expect(toShownError(failed.mock.calls[0]![0])).toMatchObject({
      code: 'conflict',
      message: 'ocp-test was changed since, so it is not taken back.',
    });
    expect(said()).toEqual(['Done.']);
    expect(toasts.lastChange()).toBeUndefined();
  });

  it('is refused by its toast, too, when it does not hold any more', async () => {
    const failed = jest.spyOn(toasts, 'failed').mockImplementation(() => undefined);
    let holds = true;
    toasts.undoable('Done.', undo, () => holds);
    holds = false;
    document.querySelector<HTMLButtonElement>('mat-snack-bar-container button')!.click();
    expect(undo).not.toHaveBeenCalled();
    expect(failed).toHaveBeenCalledWith(expect.any(ChangedSince));
    holds = true;
    expect(toasts.lastChange()).toBeDefined();
  });

  it('is nothing any more after a while, nor when it does not hold', () => {
    let holds = true;
    toasts.undoable('Done.', undo, () => holds);
    expect(toasts.lastChange()).toBeDefined();
    holds = false;
    expect(toasts.lastChange()).toBeUndefined();
    holds = true;
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5 * 60_000);
    expect(toasts.lastChange()).toBeUndefined();
    now.mockRestore();
  });

  it.each([
    ['api is being stopped.', 'api is being stopped.'],
    ['v1.2 is saved. It changes later.', 'v1.2 is saved.'],
  ])('is called by its first sentence: %s', (message, first) => expect(firstSentence(message)).toBe(first));
});
