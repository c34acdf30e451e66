import { loadCommand, troublesOf } from './agent-troubles';
import { anAgent } from './sample-agent';

const GO = { stack: 'go', name: 'alpine:3.20', isPresent: true } as const;
const PHP = { stack: 'php', name: 'php:8.3-apache', isPresent: false } as const;

describe('troubles of agents', () => {
  it('are none while everything is there', () => {
    expect(troublesOf([anAgent({ images: [GO] }), anAgent({ isConnected: false, images: [] })])).toEqual([]);
  });

  it('are images that are missing, with the command that loads them', () => {
    const [trouble, ...others] = troublesOf([anAgent({ name: 'gateway-1', images: [GO, PHP] })]);
    expect(others).toEqual([]);
    expect(trouble).toEqual({
      agent: 'gateway-1',
      text: 'lacks the base image php:8.3-apache, so no PHP gateways can be deployed there.',
      command: 'sudo ./images.sh load base-images.tar -- php:8.3-apache',
    });
  });

  it('are not guessed of an agent that is away', () => {
    expect(troublesOf([anAgent({ isConnected: false, images: [PHP] })])).toEqual([]);
  });

  it('are refusals, in the words of the control plane', () => {
    const refusal = {
      at: '2026-11-29T08:00:00Z',
      reason: 'too-old',
      message: 'The agent is too old.',
    } as const;
    expect(troublesOf([anAgent({ name: 'micro-2', isConnected: false, refusal })])).toEqual([
      { agent: 'micro-2', text: 'is not let in. The agent is too old.', command: null },
    ]);
  });

  it('name every image in one command', () => {
    expect(loadCommand([{ ...GO, isPresent: false }, PHP])).toMatch(/ -- alpine:3\.20 php:8\.3-apache$/);
  });
});
