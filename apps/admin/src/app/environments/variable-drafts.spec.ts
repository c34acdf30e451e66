import { type EnvironmentVariable } from '@sdp/protocol';
import {
  type Draft,
  type DraftRow,
  type Edits,
  requestOf,
  rowsOf,
  typedSince,
  withEdit,
} from './variable-drafts';

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

  describe('that are being saved', () => {
    const saved = [plain('A', '9'), plain('B', '2'), secret('KEY'), plain('C', '3')];
    const sent = added(edited(variables, ['A', { value: '9' }], ['KEY', { value: 'typed' }]), {
      name: 'C',
      value: '3',
    });
    const after = (now: Edits, variablesNow = saved) =>
      rowsOf(variablesNow, typedSince(sent, now, variablesNow));
    const changed = (rows: DraftRow[]) => rows.filter(({ state }) => state !== 'same');

    it('are none afterwards, secrets included', () => {
      expect(typedSince(sent, sent, saved).size).toBe(0);
    });

    it('keep what was typed meanwhile, as a change of what is saved by then', () => {
      const now = new Map(sent)
        .set('was:A', { ...sent.get('was:A')!, value: '99' })
        .set('new:1', { ...sent.get('new:1')!, value: '33' })
        .set('was:KEY', { ...sent.get('was:KEY')!, value: 'typed on' });
      const rows = changed(after(now));
      expect(rows).toMatchObject([
        { name: 'A', value: '99', state: 'changed', news: '' },
        { name: 'KEY', value: 'typed on', state: 'changed', news: '' },
        { name: 'C', value: '33', state: 'changed', news: '' },
      ]);
      expect(requestOf(rows).remove).toEqual([]);
    });

    it('keep what was begun meanwhile', () => {
      const now = new Map(sent).set('was:B', {
        ...plain('B', '22'),
        base: plain('B', '2'),
        isRemoved: false,
      });
      expect(changed(after(now))).toMatchObject([{ name: 'B', value: '22', state: 'changed' }]);
    });

    it('are changed back where they were undone meanwhile', () => {
      expect(changed(after(new Map()))).toMatchObject([
        { name: 'A', value: '1', state: 'changed' },
        { name: 'C', state: 'removed' },
      ]);
    });

    it('add again what was removed, and undone meanwhile', () => {
      const removing = edited(variables, ['B', { isRemoved: true }]);
      const gone = [plain('A', '1'), secret('KEY')];
      expect(typedSince(removing, removing, gone).size).toBe(0);
      expect(changed(rowsOf(gone, typedSince(removing, new Map(), gone)))).toMatchObject([
        { name: 'B', value: '2', state: 'added', news: '' },
      ]);
    });
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
