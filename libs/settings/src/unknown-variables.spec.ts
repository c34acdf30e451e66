import { distanceOf, unknownVariables } from './unknown-variables.js';

describe('Variables that nobody reads', () => {
  it.each([
    ['SDP_PROT', 'SDP_PORT'],
    ['SDP_AGENT_TOKNES', 'SDP_AGENT_TOKENS'],
    ['SDP_GO_IMAGES', 'SDP_GO_IMAGE'],
    ['SDP_DATADIR', 'SDP_DATA_DIR'],
  ])('%s are told with the nearest name, %s', (slip, meant) => {
    expect(unknownVariables({ [slip]: 'secret' })).toEqual([
      `${slip} is no setting of SDP; did you mean ${meant}?`,
    ]);
  });

  it('are told without a guess when nothing is near', () => {
    expect(unknownVariables({ SDP_BANANA_COUNT: '1' })).toEqual([
      'SDP_BANANA_COUNT is no setting of SDP; docs/settings.md lists all of them.',
    ]);
  });

  it('are none of ours, of any program, or of a test', () => {
    const known = { SDP_PORT: '1', SDP_CAPACITY: '1', SDP_TEST_GO_IMAGE: 'x', PATH: '/bin', SDPX: '' };
    expect(unknownVariables(known)).toEqual([]);
  });
});

describe('The distance of two names', () => {
  it.each([
    ['', '', 0],
    ['a', '', 1],
    ['ab', 'ba', 1],
    ['abc', 'abd', 1],
    ['kitten', 'sitting', 3],
    ['port', 'prto', 2],
  ])('of %j and %j is %i, both ways', (from, to, distance) => {
    expect(distanceOf(from, to)).toBe(distance);
    expect(distanceOf(to, from)).toBe(distance);
  });
});
