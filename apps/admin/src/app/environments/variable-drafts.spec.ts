import { type EnvironmentVariable } from '@sdp/protocol';
import { type Draft, type DraftRow, type Edits, requestOf, rowsOf, withEdit } from './variable-drafts';

const plain = (name: string, value: string): EnvironmentVariable => ({
  name,
  value,
  isSecret: false,
  baselineOf: null,
});
const secret = (name: string): EnvironmentVariable => ({
  name,
  value: null,
  isSecret: true,
  baselineOf: null,
});

/** Edits one variable after the other, as typing does. */
function edited(variables: EnvironmentVariable[], ...steps: [name: string, part: Partial<Draft>][]): Edits {
  return steps.reduce<Edits>((edits, [name, part]) => {
    const row = rowsOf(variables, edits).find(({ key }) => key === `was:${name}`)!;
    return withEdit(
      edits,
      row,
      variables.find((variable) => variable.name === name)!,
      part,
    );
  }, new Map());
}

const added = (edits: Edits, draft: Partial<Draft>): Edits =>
  new Map(edits).set('new:1', {
    base: null,
    name: '',
    value: '',
    isSecret: false,
    isRemoved: false,
    ...draft,
  });

const row = (rows: DraftRow[], name: string) => rows.find((one) => one.name === name)!;

describe('drafts of variables', () => {
  const variables = [plain('A', '1'), plain('B', '2'), secret('KEY')];

  it('are none until something is different', () => {
    expect(rowsOf(variables, new Map()).every(({ state }) => state === 'same')).toBe(true);
    expect(edited(variables, ['A', { value: '9' }], ['A', { value: '1' }]).size).toBe(0);
  });

  it('send what changed, and nothing else', () => {
    const edits = added(edited(variables, ['A', { value: '9' }], ['B', { isRemoved: true }]), {
      name: 'C',
      value: '3',
    });
    expect(requestOf(rowsOf(variables, edits))).toEqual({
      set: [
        { name: 'A', value: '9', isSecret: false },
        { name: 'C', value: '3', isSecret: false },
      ],
      remove: ['B'],
    });
  });

  it('rename by taking the old name away', () => {
    const edits = edited(variables, ['A', { name: 'AA' }]);
    expect(requestOf(rowsOf(variables, edits))).toEqual({
      set: [{ name: 'AA', value: '1', isSecret: false }],
      remove: ['A'],
    });
  });

  it('let two variables swap their names', () => {
    const edits = edited(variables, ['A', { name: 'B' }], ['B', { name: 'A' }]);
    const request = requestOf(rowsOf(variables, edits));
    expect(request.remove).toEqual([]);
    expect(request.set).toHaveLength(2);
  });

  it('keep a secret’s value, unless it is renamed or made plain', () => {
    const problems = (part: Partial<Draft>) =>
      rowsOf(variables, edited(variables, ['KEY', part]))
        .map(({ problem }) => problem)
        .join('');
    expect(problems({ name: 'OTHER' })).toContain('again');
    expect(problems({ isSecret: false })).toContain('new value');
    expect(problems({ isSecret: false, value: 'x' })).toBe('');
    expect(problems({ value: 'new' })).toBe('');
  });

  it('refuse names that are wrong or there twice', () => {
    const problem = (name: string) =>
      row(rowsOf(variables, added(new Map(), { name, value: 'x' })), name).problem;
    expect(problem('9')).not.toBe('');
    expect(problem('')).not.toBe('');
    expect(row(rowsOf(variables, added(new Map(), { name: 'A' })), 'A').problem).toContain('twice');
  });

  it('allow the name of what is being removed', () => {
    const edits = added(edited(variables, ['A', { isRemoved: true }]), { name: 'A', value: 'new' });
    const rows = rowsOf(variables, edits);
    expect(rows.every(({ problem }) => problem === '')).toBe(true);
    expect(requestOf(rows)).toEqual({ set: [{ name: 'A', value: 'new', isSecret: false }], remove: [] });
  });

  describe('while somebody else changes the environment', () => {
    const edits = edited(variables, ['A', { value: 'mine' }]);

    it('stay, and show what is new elsewhere', () => {
      const rows = rowsOf([plain('A', '1'), plain('B', 'theirs'), plain('D', '4')], edits);
      expect(rows.map(({ name, value }) => `${name}=${value}`)).toEqual(['A=mine', 'B=theirs', 'D=4']);
      expect(row(rows, 'A').news).toBe('');
    });

    it('say so where both changed the same', () => {
      expect(row(rowsOf([plain('A', 'theirs')], edits), 'A').news).toContain('changed it');
    });

    it('say so where it was removed', () => {
      expect(row(rowsOf([], edits), 'A')).toMatchObject({ state: 'added', value: 'mine' });
    });

    it('have nothing to remove that is gone already', () => {
      const removing = edited(variables, ['A', { isRemoved: true }]);
      expect(requestOf(rowsOf([], removing))).toEqual({ set: [], remove: [] });
    });
  });
});
