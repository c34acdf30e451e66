import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { Dialogs } from '../ui/dialogs';
import { EnvironmentPage } from './environment-page';
import { type Import } from './import-dialog';
import { anEnvironment } from './sample-environments';

const url = '/api/environments/environment-1';
const another = anEnvironment({ id: 'environment-2', name: 'ocp-prod', version: 9 });

describe('EnvironmentPage', () => {
  let http: HttpTestingController;
  let undo: () => Promise<unknown>;

  async function shown() {
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), socket.provider()],
    });
    TestBed.inject(LiveUpdates).connect();
    http = TestBed.inject(HttpTestingController);
    jest
      .spyOn(TestBed.inject(Toasts), 'undoable')
      .mockImplementation((_, takeBack) => void (undo = takeBack));
    const fixture = TestBed.createComponent(EnvironmentPage);
    const open = async (environment = anEnvironment()) => {
      fixture.componentRef.setInput('environmentId', environment.id);
      fixture.detectChanges();
      answer(`/api/environments/${environment.id}`, environment);
      await fixture.whenStable();
    };
    await open();
    const element = fixture.nativeElement as HTMLElement;
    const at = <T extends HTMLElement>(id: string) => element.querySelector<T>(`[data-testid="${id}"]`)!;
    return { fixture, element, open, at };
  }

  const answer = (path: string, value: object) =>
    http
      .match(path)
      .find(({ cancelled }) => !cancelled)!
      .flush(value);

  /** A change that makes version 6. */
  async function saved() {
    const page = await shown();
    const { fixture, element, at } = page;
    const value = element.querySelector<HTMLTextAreaElement>('[data-part="value"]')!;
    value.value = 'debug';
    value.dispatchEvent(new Event('input', { bubbles: true }));
    await fixture.whenStable();
    at('save-variables').click();
    answer(`${url}/variables`, anEnvironment({ version: 6 }));
    await fixture.whenStable();
    return page;
  }

  const soon = () => new Promise((resolve) => setTimeout(resolve));

  it('takes back what was saved where it was saved, also from the page of another', async () => {
    const { fixture, element, open } = await saved();
    await open(another);
    const takenBack = undo();
    answer(url, anEnvironment({ version: 6 }));
    await soon();
    http.expectOne(`${url}/versions/5/restore`).flush(anEnvironment({ version: 7 }));
    await takenBack;
    await fixture.whenStable();
    expect(element.querySelector('h1')?.textContent).toBe('ocp-prod');
  });

  it('takes nothing back once somebody else saved', async () => {
    await saved();
    const takenBack = undo();
    answer(url, anEnvironment({ version: 7 }));
    await expect(takenBack).rejects.toThrow('ocp-test was changed since, so it is not taken back.');
    http.expectNone(`${url}/versions/5/restore`);
  });

  it('takes an import back to the version that was looked at before it', async () => {
    const { at } = await shown();
    jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
      await (data as Import).save({ text: 'A=1', mode: 'merge', version: 6 });
      return true;
    });
    at('import-env').click();
    await soon();
    answer(`${url}/import`, anEnvironment({ version: 7 }));
    await soon();
    const takenBack = undo();
    answer(url, anEnvironment({ version: 7 }));
    await soon();
    http.expectOne(`${url}/versions/6/restore`).flush(anEnvironment({ version: 8 }));
    await takenBack;
  });
});
