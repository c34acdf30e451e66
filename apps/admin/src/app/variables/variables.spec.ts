import { areValid, nameProblem, toRecord, toRows } from './variables';

describe('variables', () => {
  it('accept a good name and ignore an empty row', () => {
    expect(
      areValid([
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: '', value: '' },
      ]),
    ).toBe(true);
  });

  it.each([
    ['9X', '1'],
    ['A-B', '1'],
    ['A B', '1'],
    ['', 'value without a name'],
  ])('refuse the name %p', (name, value) => {
    expect(nameProblem({ name, value }, [{ name, value }])).toBeDefined();
  });

  it('refuse a name that is there twice', () => {
    expect(
      areValid([
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ]),
    ).toBe(false);
  });

  it('become a record and rows again', () => {
    const record = { A: '1', B: '2' };
    expect(toRecord([...toRows(record), { name: '', value: '' }])).toEqual(record);
  });
});
