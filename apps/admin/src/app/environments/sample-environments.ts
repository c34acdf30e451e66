import { type EnvironmentView } from '@sdp/protocol';

/* Views as the API answers them, for tests. */

export function anEnvironment(parts: Partial<EnvironmentView> = {}): EnvironmentView {
  return {
    id: 'environment-1',
    name: 'ocp-test',
    description: '',
    owner: 'ada',
    isEditable: true,
    version: 5,
    updatedAt: '2026-11-23T10:00:00.000Z',
    variableCount: 1,
    secretCount: 0,
    usedBy: { sandboxes: [], templates: [] },
    variables: [{ name: 'LEVEL', value: 'info', isSecret: false, baselineOf: null }],
    ...parts,
  };
}
