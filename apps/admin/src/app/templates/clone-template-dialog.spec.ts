import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CloneTemplateRequest, type TemplateContent, type TemplateView } from '@sdp/protocol';
import { CloneTemplateDialog } from './clone-template-dialog';

const CONTENT: TemplateContent = {
  parameters: [{ name: 'branch', pattern: '[a-z/-]+' }, { name: 'ticket' }],
  services: [
    { name: 'orders', repository: 'orders', branch: '${branch}' },
    { name: 'payments', repository: 'payments', branch: 'feature/${ticket}' },
  ],
};

async function opened() {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      { provide: MAT_DIALOG_DATA, useValue: { templateId: 'template-1' } },
      { provide: MatDialogRef, useValue: { close: () => undefined } },
    ],
  });
  const http = TestBed.inject(HttpTestingController);
  const fixture = TestBed.createComponent(CloneTemplateDialog);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  fixture.detectChanges();
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  };
  const read = async () => {
    http
      .expectOne('/api/templates/template-1')
      .flush({ name: 'shop', content: CONTENT } as Partial<TemplateView>);
    await settle();
  };
  const part = <T extends HTMLElement>(id: string) => element.querySelector<T>(`[data-testid="${id}"]`)!;
  const type = async (id: string, text: string) => {
    part<HTMLInputElement>(id).value = text;
    part(id).dispatchEvent(new Event('input'));
    await settle();
  };
  return { http, element, settle, read, part, type };
}

describe('CloneTemplateDialog', () => {
  afterEach(() => document.querySelectorAll('body > [ng-version]').forEach((one) => one.remove()));

  it('takes the keyboard from Cancel to the name once the template is there', async () => {
    const { element, read, part } = await opened();
    element.querySelector<HTMLElement>('[mat-dialog-close]')!.focus();
    await read();
    expect(document.activeElement).toBe(part('clone-name'));
  });

  it('offers the branches of the repository whose branch a parameter is', async () => {
    const { http, settle, read, part, type } = await opened();
    await read();
    http.expectOne('/api/repositories/orders/branches?q=').flush([]);
    await settle();
    await type('clone-name', 'mine');
    await type('parameter-branch', 'UPPER');
    await type('parameter-ticket', 'x');
    part('confirm-clone').click();
    await settle();
    expect(part('branch-error').textContent).toContain('Has to match [a-z/-]+');
    await type('parameter-branch', 'feature/fast');
    part('confirm-clone').click();
    await settle();
    const request = http.expectOne('/api/templates/template-1/clone').request;
    expect((request.body as CloneTemplateRequest).parameters).toEqual({
      branch: 'feature/fast',
      ticket: 'x',
    });
  });

  it('takes a branch that cannot be looked up', async () => {
    const { http, settle, read, part, type } = await opened();
    await read();
    http
      .expectOne('/api/repositories/orders/branches?q=')
      .flush({ error: { code: 'agent-unavailable', message: 'no agent' } }, { status: 503, statusText: 'x' });
    await settle();
    expect(part('branch-error')).toBeNull();
    await type('parameter-branch', 'feature/fast');
    expect(part<HTMLInputElement>('parameter-branch').getAttribute('aria-invalid')).toBeNull();
  });
});
