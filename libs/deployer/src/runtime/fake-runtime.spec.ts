import { FakeRuntime } from './fake-runtime.js';
import { itKeepsTheRuntimeContract } from './runtime-contract.js';

describe('the scripted runtime', () => {
  itKeepsTheRuntimeContract(async () => ({
    image: 'base:1',
    commands: { serve: ['serve'], print: ['print'], fail: ['fail'], hello: ['hello'] },
    runtime: new FakeRuntime({
      images: { 'base:1': { hello: ['hello'] } },
      programs: {
        serve: ({ print, stopping }) => {
          print('ready');
          return new Promise((resolve) => stopping.addEventListener('abort', () => resolve(0)));
        },
        print: async ({ print }) => {
          print('one');
          print('two');
          print('three', 'err');
          return 0;
        },
        fail: async () => 7,
      },
    }),
  }));
});
