import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { type SandboxTemplateView, type TemplateOfSandbox, type TemplateUpdateView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { aSandbox } from '../sandboxes/sample-views';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { Dialogs } from '../ui/dialogs';
import { TemplateSection } from './template-section';

const url = '/api/sandboxes/sandbox-1';
const same = { differences: [] };
const soon = () => new Promise((resolve) => setTimeout(resolve));
const atVersion = (version: number): TemplateOfSandbox => ({
  id: 't-1',
  name: 'shop',
  version,
  newestVersion: 2,
  isDeleted: false,
});

describe('TemplateSection', () => {
  let http: HttpTestingController;
  let undo: () => Promise<unknown>;

  const answer = (path: string, body: object) =>
    http
      .match(path)
      .find(({ cancelled }) => !cancelled)!
      .flush(body);
  const isAt = (version: number) => answer(url, aSandbox({ template: atVersion(version) }));

  /** From version 1 to 2. */
  beforeEach(async () => {
    const standing = { template: atVersion(1), parameters: {}, ownChanges: same, newerChanges: same };
    TestBed.overrideComponent(TemplateSection, {
      set: { imports: [], template: `<button (click)="bringTo(standing.value()!, 2)"></button>` },
    });
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
    jest.spyOn(TestBed.inject(Dialogs), 'ask').mockResolvedValue(true);
    TestBed.inject(SandboxStore).open('sandbox-1');
    isAt(1);
    const fixture = TestBed.createComponent(TemplateSection);
    await fixture.whenStable();
    answer(`${url}/template`, standing satisfies SandboxTemplateView);
    (fixture.nativeElement as HTMLElement).querySelector('button')!.click();
    await soon();
    answer(`${url}/template/update`, { version: 2, applied: same, kept: same } satisfies TemplateUpdateView);
    await soon();
    isAt(2);
  });

  it('takes the update back', async () => {
    void undo();
    isAt(2);
    await soon();
    const { request } = http.expectOne(`${url}/template/update`);
    expect(request.body).toEqual({ version: 1, parameters: {} });
  });

  it('takes nothing back once somebody else brought it to another version', async () => {
    const takenBack = undo();
    isAt(3);
    await expect(takenBack).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    http.expectNone(`${url}/template/update`);
  });
});
