import { type Obstacles, waitsFor } from './waits-for.js';

const NOTHING: Obstacles = {
  agent: 'micro-1',
  isAgentConnected: true,
  hold: null,
  credentialsOf: null,
  services: [],
  busyService: null,
  needsPlace: true,
  building: 0,
  capacity: 2,
  ahead: 0,
};
const HOLD = { by: 'quinn', reason: 'regression test', until: new Date('2026-11-25T14:30:00Z') };

describe('What a deployment waits for', () => {
  it.each<[Partial<Obstacles>, string]>([
    [{}, 'its turn on micro-1'],
    [{ ahead: 1 }, '1 earlier deployment on micro-1'],
    [{ ahead: 3 }, '3 earlier deployments on micro-1'],
    [{ building: 2, ahead: 3 }, 'a free place on micro-1: 2 of 2 are taken'],
    [{ needsPlace: false, building: 2 }, 'its turn on micro-1'],
    [{ busyService: 'orders', building: 2 }, 'the running deployment of orders to end'],
    [{ services: ['orders'], building: 2 }, 'orders, which goes first'],
    [{ services: ['orders', 'cart', 'users'] }, 'orders, cart and users, which go first'],
    [{ credentialsOf: 'ada', services: ['orders'] }, 'credentials of ada: sign in again or reload the page'],
    [{ isAgentConnected: false, credentialsOf: 'ada' }, 'agent micro-1 to connect'],
    [
      { hold: HOLD, isAgentConnected: false },
      'the hold of quinn to end (by 2026-11-25 14:30 UTC): regression test',
    ],
  ])('%j: %s', (obstacles, words) => {
    expect(waitsFor({ ...NOTHING, ...obstacles })).toBe(words);
  });
});
