import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { type ContainerEvent } from './container-runtime.js';
import { AGENT_LABEL, identityOf } from './labels.js';

const ACTIONS: Readonly<Record<string, ContainerEvent['action']>> = {
  start: 'started',
  die: 'died',
  destroy: 'removed',
};
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

interface EngineEvent {
  Action: string;
  Actor: { ID: string; Attributes: Record<string, string> };
}

/** Follows the engine's events until aborted. After every interruption it attaches again and then calls `onGap`. */
export async function followEvents(
  docker: Docker,
  agent: string,
  onEvent: (event: ContainerEvent) => void,
  onGap: () => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const events = await openEvents(docker, agent, signal);
      if (attempt > 0) onGap();
      pause = FIRST_PAUSE_MS;
      for await (const event of events) onEvent(event);
    } catch {
      // Engine gone or signal aborted: the loop's condition decides.
    }
    await delay(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

async function openEvents(
  docker: Docker,
  agent: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<ContainerEvent>> {
  const stream = await docker.getEvents({
    abortSignal: signal,
    filters: { type: ['container'], event: Object.keys(ACTIONS), label: [`${AGENT_LABEL}=${agent}`] },
  });
  return parse(stream as AsyncIterable<Buffer>);
}

async function* parse(stream: AsyncIterable<Buffer>): AsyncGenerator<ContainerEvent> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { Action, Actor } = JSON.parse(line) as EngineEvent;
      const identity = identityOf(Actor.Attributes);
      const action = ACTIONS[Action];
      if (identity && action) yield { id: Actor.ID, identity, action };
    }
  }
}
