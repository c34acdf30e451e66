import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { EnvironmentPage } from './environment-page';
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

  it('takes back what was saved where it was saved, also from the page of another', async () => {
    const { fixture, element, open, at } = await shown();
    const value = element.querySelector<HTMLTextAreaElement>('[data-part="value"]')!;
    value.value = 'debug';
    value.dispatchEvent(new Event('input', { bubbles: true }));
    await fixture.whenStable();
    at('save-variables').click();
    answer(`${url}/variables`, anEnvironment({ version: 6 }));
    await fixture.whenStable();

    await open(another);
    const takenBack = undo();
    http.expectOne(`${url}/versions/5/restore`).flush(anEnvironment({ version: 7 }));
    await takenBack;
    await fixture.whenStable();
    expect(element.querySelector('h1')?.textContent).toBe('ocp-prod');
  });
});
