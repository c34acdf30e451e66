import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type UpdateServiceRequest } from '@sdp/protocol';
import { type EditService, EditServiceDialog } from './edit-service-dialog';
import { aService } from '../sample-views';

const PIN = 'a'.repeat(40);

/** Not `whenStable`: the list of branches is never answered here. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

function opened(
  save: EditService['save'],
  service = aService({ pinnedCommit: PIN, healthPath: '/up', limits: { memoryMb: 256 } }),
) {
  const closedWith: unknown[] = [];
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      { provide: MAT_DIALOG_DATA, useValue: { service, others: ['payments'], save } satisfies EditService },
      { provide: MatDialogRef, useValue: { close: (value: unknown) => closedWith.push(value) } },
    ],
  });
  const fixture = TestBed.createComponent(EditServiceDialog);
  fixture.detectChanges();
  const part = <T extends HTMLElement>(id: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<T>(`[data-testid="${id}"]`)!;
  const type = (id: string, text: string) => {
    part<HTMLInputElement>(id).value = text;
    part(id).dispatchEvent(new Event('input'));
  };
  const click = async (id: string) => {
    part(id).click();
    await nextTask();
    fixture.detectChanges();
  };
  return { closedWith, part, type, click };
}

describe('EditServiceDialog', () => {
  const saved: UpdateServiceRequest[] = [];
  const save = async (request: UpdateServiceRequest) => void saved.push(request);
  beforeEach(() => void saved.splice(0));

  it('keeps what is not touched, and takes away what is emptied', async () => {
    const { closedWith, type, click } = opened(save);
    type('health-path', '');
    await click('save-and-deploy');
    expect(saved).toEqual([
      {
        branch: 'main',
        commit: PIN,
        healthPath: null,
        containerPort: null,
        limits: { memoryMb: 256, cpus: null },
        dependsOn: [],
        follows: false,
        variables: {},
      },
    ]);
    expect(closedWith).toEqual(['deploy']);
  });

  it('gives up the pin with its branch', async () => {
    const { type, click } = opened(save);
    type('branch-input', 'feature/other');
    await click('save-and-deploy');
    expect(saved).toMatchObject([{ branch: 'feature/other', commit: null }]);
  });

  it('makes a service wait for another', async () => {
    const { part, click } = opened(save);
    part('depends-on-payments').click();
    await click('save-service');
    expect(saved).toMatchObject([{ dependsOn: ['payments'] }]);
  });

  it('saves nothing that is not allowed', async () => {
    const { type, click } = opened(save);
    type('commit-pin', 'abc');
    await click('save-and-deploy');
    expect(saved).toEqual([]);
  });

  it('leads to what is not allowed, from either button', async () => {
    const { part, type, click } = opened(save);
    document.body.append(part('commit-pin').closest('sdp-form-dialog')!.parentElement!);
    type('commit-pin', 'abc');
    await click('save-service');
    expect(document.activeElement).toBe(part('commit-pin'));
    part('commit-pin').blur();
    await click('save-and-deploy');
    expect(document.activeElement).toBe(part('commit-pin'));
  });

  it('stays open with the reason when it is refused', async () => {
    const refusal = { code: 'conflict', message: 'The sandbox is being deleted.' };
    const { closedWith, part, click } = opened(() => Promise.reject(refusal));
    await click('save-and-deploy');
    expect(part('error-message').textContent).toContain('being deleted');
    expect(closedWith).toEqual([]);
  });
});
