import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type EnvironmentView, type ImportPreview, type ImportVariablesRequest } from '@sdp/protocol';
import { type Question } from '../ui/confirm-dialog';
import { Dialogs } from '../ui/dialogs';
import { type Import, ImportDialog } from './import-dialog';

const PAUSE_MS = 400;
const environment = {
  id: 'environment-1',
  name: 'ocp-test',
  variables: [
    { name: 'LEVEL', value: 'info', isSecret: false, baselineOf: null },
    { name: 'API_KEY', value: null, isSecret: true, baselineOf: null },
  ],
} as Partial<EnvironmentView> as EnvironmentView;

async function opened(save: Import['save'] = async () => undefined) {
  const asked: Question[] = [];
  const closedWith: unknown[] = [];
  let isSure = true;
  const ask = async (question: Question) => {
    asked.push(question);
    return isSure;
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      { provide: MAT_DIALOG_DATA, useValue: { environment, save } satisfies Import },
      { provide: MatDialogRef, useValue: { close: (value: unknown) => closedWith.push(value) } },
      { provide: Dialogs, useValue: { ask } },
    ],
  });
  const fixture = TestBed.createComponent(ImportDialog);
  fixture.detectChanges();
  const http = TestBed.inject(HttpTestingController);
  const element = fixture.nativeElement as HTMLElement;
  const part = <T extends HTMLElement>(id: string) => element.querySelector<T>(`[data-testid="${id}"]`)!;
  const texts = (id: string) =>
    [...element.querySelectorAll(`[data-testid="${id}"]`)].map((one) => one.textContent?.trim());
  const settle = async (ms = 0) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    fixture.detectChanges();
  };
  const type = (text: string) => {
    part<HTMLTextAreaElement>('import-text').value = text;
    part('import-text').dispatchEvent(new Event('input'));
    fixture.detectChanges();
  };
  const requests = () =>
    http.match('/api/environments/environment-1/import/preview').filter(({ cancelled }) => !cancelled);
  const answer = async (preview: Partial<ImportPreview>) => {
    const [request] = requests();
    request!.flush({ version: 5, added: [], changed: [], removed: [], ...preview });
    await settle();
    return request!.request.body as ImportVariablesRequest;
  };
  const importIt = async () => {
    part('confirm-import').click();
    await settle();
  };
  return {
    asked,
    closedWith,
    part,
    texts,
    type,
    settle,
    requests,
    answer,
    importIt,
    refuse: () => (isSure = false),
  };
}

describe('ImportDialog', () => {
  const saved: ImportVariablesRequest[] = [];
  const save = async (request: ImportVariablesRequest) => void saved.push(request);
  beforeEach(() => void saved.splice(0));

  it('shows what would change before it can be imported, and imports just that', async () => {
    const { asked, closedWith, part, texts, type, settle, answer, importIt } = await opened(save);
    const button = part<HTMLButtonElement>('confirm-import');
    expect(button.disabled).toBe(true);
    type('LEVEL=debug\nNEW=1');
    await settle(PAUSE_MS);
    expect(button.disabled).toBe(true);
    await answer({ added: ['NEW'], changed: ['LEVEL'] });
    expect(texts('import-summary')).toEqual(['It would change: 1 added, 1 changed.']);
    expect(texts('import-added')).toEqual(['added +NEW']);
    await importIt();
    expect(asked).toEqual([]);
    expect(saved).toEqual([{ text: 'LEVEL=debug\nNEW=1', mode: 'merge', secrets: [], version: 5 }]);
    expect(closedWith).toEqual([true]);
  });

  it('cannot be sent between a change and what that would do', async () => {
    const { part, type, settle, requests, answer } = await opened(save);
    type('A=1');
    await settle(PAUSE_MS);
    await answer({ added: ['A'] });
    type('A=1\nB=2');
    expect(part<HTMLButtonElement>('confirm-import').disabled).toBe(true);
    type('A=1\nB=3');
    await settle(PAUSE_MS);
    const bodies = requests().map(({ request }) => (request.body as ImportVariablesRequest).text);
    expect(bodies).toEqual(['A=1\nB=3']);
  });

  it('names what it takes away, and wants the name of the environment for that', async () => {
    const { asked, closedWith, part, texts, type, settle, answer, importIt, refuse } = await opened(save);
    type('NEW=1');
    part('import-replace').click();
    await settle(PAUSE_MS);
    expect(await answer({ added: ['NEW'], removed: ['API_KEY', 'LEVEL'] })).toMatchObject({
      mode: 'replace',
    });
    expect(texts('import-removed')[0]).toMatch(/^removed −API_KEY\s*secret$/);
    refuse();
    await importIt();
    expect(asked).toMatchObject([
      { goes: ['1 variable: LEVEL', '1 secret: API_KEY'], typeToConfirm: 'ocp-test' },
    ]);
    expect([saved, closedWith]).toEqual([[], []]);
  });

  it('says what is wrong with the text', async () => {
    const { part, texts, type, settle, requests } = await opened(save);
    type('not a line');
    await settle(PAUSE_MS);
    const error = { code: 'invalid-input', message: 'In line 1 there is no “=”.' };
    requests()[0]!.flush({ error }, { status: 400, statusText: 'x' });
    await settle();
    expect(texts('import-summary')).toEqual([error.message]);
    expect(part<HTMLButtonElement>('confirm-import').disabled).toBe(true);
    type('');
    expect(texts('import-summary')).toEqual(['']);
  });

  it('looks anew when somebody else was faster', async () => {
    const { part, type, settle, requests, answer, importIt } = await opened(() =>
      Promise.reject({ code: 'conflict', message: 'Version 6 was saved meanwhile.' }),
    );
    type('A=1');
    await settle(PAUSE_MS);
    await answer({ added: ['A'] });
    await importIt();
    expect(part('error-message').textContent).toContain('Version 6');
    expect(requests()).toHaveLength(1);
  });
});
