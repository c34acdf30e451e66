import { choiceOf, seeded } from '../../../test/seeded.js';
import { escapePlaceholders, fillIn, placeholdersIn } from './placeholders.js';

describe('Placeholders', () => {
  const values = new Map([
    ['ticket', 'SHOP-1'],
    ['empty', ''],
    ['tricky', '${ticket} $& $1 $$'],
  ]);

  it.each([
    ['feature/${ticket}', 'feature/SHOP-1'],
    ['${ticket}${empty}${ticket}', 'SHOP-1SHOP-1'],
    ['$${ticket}', '${ticket}'],
    ['$$${ticket}', '$${ticket}'],
    ['$ticket $ $$ {ticket}', '$ticket $ $$ {ticket}'],
    ['${tricky}', '${ticket} $& $1 $$'],
    ['${unknown}', '${unknown}'],
  ])('%s becomes %s', (text, filled) => {
    expect(fillIn(text, values)).toBe(filled);
  });

  it('are found with what is wrong with them', () => {
    expect(placeholdersIn('a ${ticket} $${no} ${HOME} ${} ${a b} ${open')).toEqual([
      { text: '${ticket}', name: 'ticket' },
      { text: '${HOME}', name: null },
      { text: '${}', name: null },
      { text: '${a', name: null },
      { text: '${open', name: null },
    ]);
  });

  it('are never seen in text that was escaped', () => {
    const random = seeded(1);
    for (let round = 0; round < 1_000; round++) {
      const text = Array.from({ length: random(8) }, () =>
        choiceOf(random, ['$', '{', '}', 'ticket', '${ticket}', ' ']),
      ).join('');
      expect(placeholdersIn(escapePlaceholders(text))).toEqual([]);
      expect(fillIn(escapePlaceholders(text), values)).toBe(text);
    }
  });
});
