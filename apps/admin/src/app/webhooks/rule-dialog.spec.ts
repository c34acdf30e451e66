import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CreatePullRequestRuleRequest, type TemplateSummary } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { RuleDialog, type RuleWish } from './rule-dialog';
import { aRule } from './sample-webhooks';

function aTemplate(parts: Partial<TemplateSummary>): TemplateSummary {
  return {
    id: 'template-1',
    name: 'shop',
    description: '',
    owner: 'ada',
    isEditable: true,
    version: 1,
    updatedAt: '2026-11-23T10:00:00.000Z',
    services: ['orders'],
    parameters: [{ name: 'branch', default: 'main' }, { name: 'ticket' }],
    sandboxes: [],
    ...parts,
  };
}

const TEMPLATES = [aTemplate({}), aTemplate({ id: 'template-2', name: 'web', parameters: [] })];

async function opened(wish: Partial<RuleWish>) {
  const saved: CreatePullRequestRuleRequest[] = [];
  const socket = new FakeSocket();
  const data: RuleWish = {
    repositories: ['orders', 'payments'],
    save: async (request) => void saved.push(request),
    ...wish,
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      socket.provider(),
      { provide: MAT_DIALOG_DATA, useValue: data },
      { provide: MatDialogRef, useValue: { close: () => undefined } },
    ],
  });
  TestBed.inject(LiveUpdates).connect();
  const fixture = TestBed.createComponent(RuleDialog);
  fixture.detectChanges();
  TestBed.inject(HttpTestingController)
    .match('/api/templates')
    .find(({ cancelled }) => !cancelled)!
    .flush(TEMPLATES);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const part = <T extends HTMLElement>(name: string) =>
    element.querySelector<T>(`[formcontrolname="${name}"], [data-testid="${name}"], [name="${name}"]`)!;
  const choose = async (id: string, value: string) => {
    const control = part<HTMLSelectElement>(id);
    control.value = value;
    control.dispatchEvent(new Event('change'));
    control.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const labels = () =>
    [...element.querySelectorAll('.label')].map((label) => label.textContent?.trim() ?? '');
  const save = async () => {
    part('save-rule').click();
    await fixture.whenStable();
  };
  const fill = async (label: string, value: string) => {
    const field = [...element.querySelectorAll('label')].find(
      (one) => one.querySelector('.label')?.textContent?.trim() === label,
    )!;
    const control = field.querySelector('input')!;
    control.value = value;
    control.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  return { saved, part, choose, fill, labels, save };
}

describe('RuleDialog', () => {
  it('gives the branch to the parameter of that name, and asks for the others', async () => {
    const { saved, part, choose, fill, labels, save } = await opened({});
    await choose('rule-template', 'template-1');
    expect(part<HTMLSelectElement>('rule-branch').value).toBe('branch');
    expect(labels()).toContain('ticket');
    expect(labels()).not.toContain('branch');
    await save();
    expect(saved).toEqual([]);
    await fill('ticket', 'SHOP-1');
    await save();
    expect(saved).toEqual([
      {
        repository: 'orders',
        templateId: 'template-1',
        branchParameter: 'branch',
        parameters: { ticket: 'SHOP-1' },
        namePattern: 'pr-{repository}-{number}',
        targetBranches: [],
        ttlHours: null,
        maxSandboxes: 5,
      },
    ]);
  });

  it('asks for what another template wants, and comes back to what the rule says', async () => {
    const { saved, choose, labels, save } = await opened({
      rule: aRule({ parameters: { ticket: 'SHOP-9' } }),
    });
    await choose('rule-template', 'template-2');
    expect(labels()).not.toContain('ticket');
    await choose('rule-template', 'template-1');
    await save();
    expect(saved).toMatchObject([{ branchParameter: 'branch', parameters: { ticket: 'SHOP-9' } }]);
  });

  it('wants another template when the one of the rule is gone', async () => {
    const { saved, part, save } = await opened({ rule: aRule({ templateId: 'gone' }) });
    expect(part<HTMLSelectElement>('rule-template').value).toBe('');
    await save();
    expect(saved).toEqual([]);
  });

  it('takes no name without a number in it', async () => {
    const { saved, choose, fill, save } = await opened({});
    await choose('rule-template', 'template-2');
    await fill('Name of each sandbox', 'pr-{repository}');
    await save();
    expect(saved).toEqual([]);
  });
});
