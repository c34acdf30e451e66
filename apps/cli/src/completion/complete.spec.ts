import { createProgram } from '../program.js';
import { complete, type Lookup } from './complete.js';

describe('Completion', () => {
  const { program } = createProgram({}, { write: () => true }, { write: () => true });
  const asked: [string, readonly string[]][] = [];
  const lookup: Lookup = async (kind, words) => {
    asked.push([kind, words]);
    return kind === 'sandbox' ? ['checkout', 'cart', 'other'] : [`a ${kind}`];
  };
  const of = (...words: string[]) => complete(program, words, lookup);
  beforeEach(() => asked.splice(0));

  it('knows the commands', async () => {
    expect(await of('dep')).toEqual(['deploy']);
    expect(await of('sandboxes', 'st')).toEqual(['start', 'stop']);
    expect(await of('')).not.toContain('__complete');
  });

  it('asks for names where the command takes one, and filters them', async () => {
    expect(await of('deploy', 'c')).toEqual(['cart', 'checkout']);
    expect(await of('sandboxes', 'delete', '')).toEqual(['cart', 'checkout', 'other']);
    expect(asked).toEqual([
      ['sandbox', []],
      ['sandbox', []],
    ]);
  });

  it('passes on what was said before, without options and their values', async () => {
    await of('deploy', '--timeout', '5m', 'checkout', 'orders', '');
    expect(asked).toEqual([['services', ['checkout', 'orders']]]);
    await of('deploy', 'checkout', 'orders', '--branch', '');
    expect(asked.at(-1)).toEqual(['option --branch', ['checkout', 'orders']]);
  });

  it('knows the options, those of every command included', async () => {
    expect(await of('deploy', '--fo')).toEqual(['--follow']);
    expect(await of('deploy', '--js')).toEqual(['--json']);
  });
});
