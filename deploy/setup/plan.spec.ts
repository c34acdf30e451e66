import { needsConsent, renderPlan, type Action } from './plan.mjs';

const action = (what: string, installs: boolean): Action => ({
  rows: [{ what, why: `${what} is missing`, how: 'by magic' }],
  installs,
  run: async () => undefined,
});

describe('the plan', () => {
  it('lines its columns up, one row a line', () => {
    expect(renderPlan([action('go', true), action('composer', false)])).toBe(
      '  go       | go is missing       | by magic\n  composer | composer is missing | by magic',
    );
  });

  it.each([
    ['asks a person before it installs', true, { isTerminal: true, assumeYes: false }, true],
    ['asks nobody who said --yes', true, { isTerminal: true, assumeYes: true }, false],
    ['asks nobody where nobody sits', true, { isTerminal: false, assumeYes: false }, false],
    ['builds without asking', false, { isTerminal: true, assumeYes: false }, false],
  ])('%s', (_, installs, person, isAsked) => {
    expect(needsConsent([action('it', installs)], person)).toBe(isAsked);
  });
});
