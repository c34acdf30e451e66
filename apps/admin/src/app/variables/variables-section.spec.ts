import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { aSandbox } from '../sandboxes/sample-views';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { undoGround } from '../sandboxes/undo-ground';
import { Dialogs } from '../ui/dialogs';
import { type EditVariables } from './variables-dialog';
import { VariablesSection } from './variables-section';

const url = '/api/sandboxes/sandbox-1';
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('VariablesSection', () => {
  let ground: ReturnType<typeof undoGround>;

  const answer = (variables: Record<string, string>) => ground.answer(url, aSandbox({ variables }));

  /** From A=1 to A=2. */
  beforeEach(async () => {
    ground = undoGround();
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
    ground.http.expectOne({ method: 'PATCH', url }).flush(aSandbox({ variables: { A: '2' } }));
    await soon();
    answer({ A: '2' });
  });

  it('takes back what was saved', async () => {
    const takenBack = ground.undo();
    answer({ A: '2' });
    await soon();
    const request = ground.http.expectOne({ method: 'PATCH', url });
    expect(request.request.body).toEqual({ variables: { A: '1' } });
    request.flush(aSandbox());
    await takenBack;
  });

  it('takes nothing back once somebody else saved', async () => {
    const takenBack = ground.undo();
    answer({ A: '2', B: '1' });
    await expect(takenBack).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    ground.http.expectNone({ method: 'PATCH', url });
  });
});
