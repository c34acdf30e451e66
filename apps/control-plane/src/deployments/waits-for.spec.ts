import { type Obstacles, waitsFor } from './waits-for.js';

const NOTHING: Obstacles = {
  agent: 'micro-1',
  isAgentConnected: true,
  credentialsOf: null,
  busyService: null,
  running: 0,
  capacity: 2,
  ahead: 0,
};

describe('What a deployment waits for', () => {
  it.each<[Partial<Obstacles>, string]>([
    [{}, 'its turn on micro-1'],
    [{ ahead: 1 }, '1 earlier deployment on micro-1'],
    [{ ahead: 3 }, '3 earlier deployments on micro-1'],
    [{ running: 2, ahead: 3 }, 'a free place on micro-1: 2 of 2 are taken'],
    [{ busyService: 'orders', running: 2 }, 'the running deployment of orders to end'],
    [{ credentialsOf: 'ada', running: 2 }, 'credentials of ada: sign in again or reload the page'],
    [{ isAgentConnected: false, credentialsOf: 'ada' }, 'agent micro-1 to connect'],
  ])('%j: %s', (obstacles, words) => {
    expect(waitsFor({ ...NOTHING, ...obstacles })).toBe(words);
  });
});
