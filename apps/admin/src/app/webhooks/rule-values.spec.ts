import { areTargets, ruleRequest, valuesOf } from './rule-values';

const parameters = [
  { name: 'branch', default: 'main' },
  { name: 'currency', default: 'EUR' },
  { name: 'ticket' },
];

describe('ruleRequest', () => {
  const values = { ...valuesOf(undefined, 'orders'), templateId: 'template-1' };

  it('sends what differs from the template, and never a value for what takes the branch', () => {
    const typed = { branch: 'main', currency: 'EUR', ticket: 'SHOP-1' };
    const request = ruleRequest({ ...values, branchParameter: 'branch' }, typed, parameters);
    expect(request.branchParameter).toBe('branch');
    expect(request.parameters).toEqual({ ticket: 'SHOP-1' });
  });

  it('says null for every service, and leaves out what another template asked for', () => {
    const request = ruleRequest(values, { other: 'x', currency: 'CHF' }, parameters);
    expect(request.branchParameter).toBeNull();
    expect(request.parameters).toEqual({ currency: 'CHF' });
  });

  it('reads targets by commas and blanks, each once', () => {
    const request = ruleRequest({ ...values, targets: 'main, release/*  main' }, {}, []);
    expect(request.targetBranches).toEqual(['main', 'release/*']);
  });
});

describe('areTargets', () => {
  it('takes none, patterns, and no more than twenty', () => {
    expect(areTargets('')).toBe(true);
    expect(areTargets('release/*')).toBe(true);
    expect(areTargets('a:b')).toBe(false);
    expect(areTargets(Array.from({ length: 21 }, (_, index) => `b${index}`).join(' '))).toBe(false);
  });
});
