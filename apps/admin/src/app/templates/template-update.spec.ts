import { type TemplateComparison } from '@sdp/protocol';
import { goneServices, mayGoBack, resultText } from './template-update';

const NONE: TemplateComparison = { differences: [] };
const changed = (path: string, to: string | null = 'new'): TemplateComparison => ({
  differences: [{ path, from: 'old', to }],
});

describe('Bringing a sandbox to another version', () => {
  it('takes away services that the version has no more', () => {
    expect(goneServices(changed('services.orders.repository', null))).toEqual(['orders']);
    expect(goneServices(changed('services.orders.repository'))).toEqual([]);
    expect(goneServices(changed('services.orders.branch', null))).toEqual([]);
  });

  it('can be taken back, with the edits of the sandbox as they were', () => {
    const newerChanges = changed('services.orders.branch');
    expect(mayGoBack({ ownChanges: NONE, newerChanges }, { applied: newerChanges, kept: NONE })).toBe(true);
    const ownChanges = changed('services.orders.branch', 'mine');
    expect(mayGoBack({ ownChanges, newerChanges }, { applied: NONE, kept: newerChanges })).toBe(true);
  });

  it('cannot be taken back where a service went, or an own edit became the template’s', () => {
    const gone = changed('services.orders.repository', null);
    expect(mayGoBack({ ownChanges: NONE, newerChanges: gone }, { applied: gone, kept: NONE })).toBe(false);
    const same = changed('services.orders.branch');
    expect(mayGoBack({ ownChanges: same, newerChanges: same }, { applied: NONE, kept: NONE })).toBe(false);
  });

  it('says what came of it', () => {
    const applied = changed('services.orders.branch');
    expect(resultText({ version: 3, applied, kept: NONE })).toBe('Now at version 3: 1 change taken over.');
    expect(resultText({ version: 3, applied: NONE, kept: applied })).toBe(
      'Now at version 3: 0 changes taken over, 1 own edit kept.',
    );
  });
});
