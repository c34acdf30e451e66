import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { type SandboxTemplateView, type TemplateOfSandbox, type TemplateUpdateView } from '@sdp/protocol';
import { aSandbox } from '../sandboxes/sample-views';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { undoGround } from '../sandboxes/undo-ground';
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
  let ground: ReturnType<typeof undoGround>;

  const isAt = (version: number) => ground.answer(url, aSandbox({ template: atVersion(version) }));

  /** From version 1 to 2. */
  beforeEach(async () => {
    const standing = { template: atVersion(1), parameters: {}, ownChanges: same, newerChanges: same };
    TestBed.overrideComponent(TemplateSection, {
      set: { imports: [], template: `<button (click)="bringTo(standing.value()!, 2)"></button>` },
    });
    ground = undoGround();
    jest.spyOn(TestBed.inject(Dialogs), 'ask').mockResolvedValue(true);
    TestBed.inject(SandboxStore).open('sandbox-1');
    isAt(1);
    const fixture = TestBed.createComponent(TemplateSection);
    await fixture.whenStable();
    ground.answer(`${url}/template`, standing satisfies SandboxTemplateView);
    (fixture.nativeElement as HTMLElement).querySelector('button')!.click();
    await soon();
    ground.http
      .expectOne(`${url}/template/update`)
      .flush({ version: 2, applied: same, kept: same } satisfies TemplateUpdateView);
    await soon();
    isAt(2);
  });

  it('takes the update back', async () => {
    void ground.undo();
    isAt(2);
    await soon();
    const { request } = ground.http.expectOne(`${url}/template/update`);
    expect(request.body).toEqual({ version: 1, parameters: {} });
  });

  it('takes nothing back once somebody else brought it to another version', async () => {
    const takenBack = ground.undo();
    isAt(3);
    await expect(takenBack).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    ground.http.expectNone(`${url}/template/update`);
  });
});
