import { type EnvironmentView } from '@sdp/protocol';
import { environmentDeletionOf } from './environment-deletion';

const plain = (name: string) => ({ name, value: 'x', isSecret: false, baselineOf: null });
const environment: EnvironmentView = {
  id: 'environment-1',
  name: 'ocp-test',
  description: '',
  owner: 'ada',
  isEditable: true,
  version: 5,
  updatedAt: '2026-11-23T10:00:00.000Z',
  variableCount: 3,
  secretCount: 1,
  usedBy: { sandboxes: [], templates: [] },
  variables: [
    plain('LEVEL'),
    { ...plain('orders_url'), baselineOf: 'orders' },
    { name: 'KEY', value: null, isSecret: true, baselineOf: null },
  ],
};

describe('The deletion of an environment', () => {
  it('names its variables, its secrets, its baselines and its history', () => {
    const { goes, typeToConfirm } = environmentDeletionOf(environment);
    expect(goes).toEqual([
      '2 variables: LEVEL and orders_url',
      '1 secret, whose values nobody can read back: KEY',
      'the baseline of orders',
      'its history of 5 versions',
    ]);
    expect(typeToConfirm).toBe('ocp-test');
  });

  it('is not offered while somebody uses it', () => {
    const used = { ...environment, usedBy: { sandboxes: ['checkout', 'retry'], templates: ['payments'] } };
    const { action, text } = environmentDeletionOf(used);
    expect(action).toBeUndefined();
    expect(text).toContain('the sandboxes checkout and retry and the template payments');
  });
});
