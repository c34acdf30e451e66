import { labelsText, parseLabels } from './labels';

describe('labels', () => {
  it('are typed as pairs, with “:” or “=”', () => {
    expect(parseLabels(' team: shop,ticket=SHOP-12 , ')).toEqual({ team: 'shop', ticket: 'SHOP-12' });
    expect(parseLabels('')).toEqual({});
  });

  it.each(['team', 'team: ', 'a b: c', 'team: x: y', ': x'])('are not %p', (text) =>
    expect(parseLabels(text)).toBeUndefined(),
  );

  it('come back as they were typed', () => {
    const labels = { team: 'shop', ticket: 'SHOP-12' };
    expect(parseLabels(labelsText(labels))).toEqual(labels);
  });
});
