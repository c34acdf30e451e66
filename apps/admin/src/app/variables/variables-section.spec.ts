import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aSandbox } from '../sandboxes/sample-views';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { Dialogs } from '../ui/dialogs';
import { type EditVariables } from './variables-dialog';
import { VariablesSection } from './variables-section';

const url = '/api/sandboxes/sandbox-1';
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('VariablesSection', () => {
  let http: HttpTestingController;
  let undo: () => Promise<unknown>;

  const answer = (variables: Record<string, string>) =>
    http
      .match({ method: 'GET', url })
      .find(({ cancelled }) => !cancelled)!
      .flush(aSandbox({ variables }));

  /** From A=1 to A=2. */
  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        new FakeSocket().provider(),
        SandboxStore,
      ],
    });
    TestBed.inject(LiveUpdates).connect();
    http = TestBed.inject(HttpTestingController);
    jest
      .spyOn(TestBed.inject(Toasts), 'undoable')
      .mockImplementation((_, takeBack) => void (undo = takeBack));
    jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
      await (data as EditVariables).save({ A: '2' });
      return true;
    });
    TestBed.inject(SandboxStore).open('sandbox-1');
    answer({ A: '1' });
    const fixture = TestBed.createComponent(VariablesSection);
    await fixture.whenStable();
    (fixture.nativeElement as HTMLElement)
      .querySelector<HTMLElement>('[data-testid="edit-variables"]')!
      .click();
    http.expectOne({ method: 'PATCH', url }).flush(aSandbox({ variables: { A: '2' } }));
    await soon();
    answer({ A: '2' });
  });

  it('takes back what was saved', async () => {
    const takenBack = undo();
    answer({ A: '2' });
    await soon();
    const request = http.expectOne({ method: 'PATCH', url });
    expect(request.request.body).toEqual({ variables: { A: '1' } });
    request.flush(aSandbox());
    await takenBack;
  });

  it('takes nothing back once somebody else saved', async () => {
    const takenBack = undo();
    answer({ A: '2', B: '1' });
    await expect(takenBack).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    http.expectNone({ method: 'PATCH', url });
  });
});
