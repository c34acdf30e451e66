import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { jest } from '@jest/globals';
import { type TemplateView } from '@sdp/protocol';
import { appConfig } from '../app.config';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { Dialogs } from '../ui/dialogs';
import { keepUnsaved } from '../ui/unsaved-changes';
import { TemplateEditor } from './template-editor';

describe('TemplateEditor', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let fixture: ComponentFixture<TemplateEditor>;
  let undone: (() => Promise<unknown>)[];

  beforeEach(async () => {
    sessionStorage.clear();
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), socket.provider()],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    undone = [];
    TestBed.inject(Toasts).undoable = (_, undo) => void undone.push(undo);
    fixture = TestBed.createComponent(TemplateEditor);
    fixture.componentRef.setInput('templateId', 't-1');
    await fixture.whenStable();
    await isAt(1);
  });

  const root = () => fixture.nativeElement as HTMLElement;
  const text = () => root().querySelector<HTMLTextAreaElement>('[data-testid=yaml]')!;
  const notice = () => root().querySelector('[data-testid=overtaken]');
  const answer = async (url: string, body: object | string) => {
    for (const request of http.match(url)) if (!request.cancelled) request.flush(body);
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };

  /** The template is at a version, and so is its text, if it is asked for. */
  async function isAt(version: number): Promise<void> {
    await answer('/api/templates/t-1', { id: 't-1', name: 'shop', version } as TemplateView);
    await answer(`/api/templates/t-1/export?version=${version}`, `name: shop-${version}\n`);
  }

  async function othersSave(version: number): Promise<void> {
    socket.update({ kind: 'template-changed', id: 't-1' });
    await isAt(version);
  }

  const undo = async () => {
    await undone.pop()!();
    await fixture.whenStable();
  };

  async function choose(words: string): Promise<void> {
    const input = root().querySelector<HTMLInputElement>('[data-testid=yaml-file]')!;
    const file = { text: async () => words };
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    input.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  }

  async function type(words: string): Promise<void> {
    text().value = words;
    text().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  it('follows what others save while nothing is typed', async () => {
    expect(text().value).toBe('name: shop-1\n');
    await othersSave(2);
    expect(text().value).toBe('name: shop-2\n');
    expect(notice()).toBeNull();
  });

  it('keeps what was typed, and says which version it would take back', async () => {
    await type('name: mine\n');
    await othersSave(2);
    expect(text().value).toBe('name: mine\n');
    expect(notice()?.textContent).toContain('Version 2 was saved meanwhile');
    const [begin, goOn] = [...notice()!.querySelectorAll('button')];
    goOn?.click();
    await fixture.whenStable();
    expect(notice()).toBeNull();
    await othersSave(3);
    expect(notice()?.textContent).toContain('Version 3');
    expect(begin?.textContent).toContain('Begin with version 2');
  });

  it('begins with the newer version when that is wanted', async () => {
    await type('name: mine\n');
    await othersSave(2);
    notice()!.querySelector('button')!.click();
    await answer('/api/templates/t-1/export?version=2', 'name: shop-2\n');
    expect(text().value).toBe('name: shop-2\n');
    expect(notice()).toBeNull();
    await undo();
    expect(text().value).toBe('name: mine\n');
    expect(notice()?.textContent).toContain('Version 2 was saved meanwhile');
  });

  it('reads a file, and brings back what was typed before', async () => {
    await type('name: mine\n');
    await choose('name: from-file\n');
    expect(text().value).toBe('name: from-file\n');
    await undo();
    expect(text().value).toBe('name: mine\n');
  });

  it('offers nothing back where nothing was typed', async () => {
    await choose('name: from-file\n');
    expect(undone).toEqual([]);
  });
});

describe('the editors of two templates', () => {
  let http: HttpTestingController;
  let harness: RouterTestingHarness;

  const soon = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
  };
  const part = <T extends HTMLElement>(id: string) =>
    harness.routeNativeElement!.querySelector<T>(`[data-testid="${id}"]`)!;
  const text = () => part<HTMLTextAreaElement>('yaml');
  const drafts = () => Object.keys(sessionStorage).filter((key) => key.includes('text of template'));

  async function open(id: string): Promise<void> {
    await harness.navigateByUrl(`/templates/${id}/edit`);
    await soon();
    http.expectOne(`/api/templates/${id}`).flush({ id, name: id, version: 1 });
    await soon();
    http.expectOne(`/api/templates/${id}/export?version=1`).flush(`name: ${id}\n`);
    await soon();
  }

  async function type(words: string): Promise<void> {
    text().value = words;
    text().dispatchEvent(new Event('input'));
    await soon();
  }

  beforeEach(async () => {
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [...appConfig.providers, provideHttpClientTesting(), new FakeSocket().provider()],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    jest.spyOn(TestBed.inject(Dialogs), 'ask').mockResolvedValue(true);
    const path = 'templates/:templateId/edit';
    TestBed.inject(Router).resetConfig([
      { path, canDeactivate: [keepUnsaved], component: TemplateEditor },
      { path: 'templates/:templateId', children: [] },
    ]);
    harness = await RouterTestingHarness.create();
    await open('t-1');
  });

  it('show each its own, at versions of the same number', async () => {
    expect(text().value).toBe('name: t-1\n');
    await open('t-2');
    expect(text().value).toBe('name: t-2\n');
  });

  it('keep what is typed to the one that it was typed into', async () => {
    await type('name: mine\n');
    expect(drafts()).toEqual(['sdp-draft undefined text of template t-1']);
    await open('t-2');
    expect([text().value, drafts()]).toEqual(['name: t-2\n', []]);
  });

  it('leave the other one alone when what is being saved is done', async () => {
    await type('name: mine\n');
    part('save-template').click();
    const saving = http.expectOne(({ method, url }) => method !== 'GET' && url.endsWith('/import'));
    await open('t-2');
    saving.flush({ id: 't-1', name: 'mine', version: 2 });
    await soon();
    expect([TestBed.inject(Router).url, text().value]).toEqual(['/templates/t-2/edit', 'name: t-2\n']);
  });
});
