import { type Block } from './queue-blocks.js';

/** Everything that may keep a queued deployment from starting. */
export interface Obstacles extends Block {
  agent: string;
  isAgentConnected: boolean;
  /** The service that another deployment is busy with. */
  busyService: string | null;
  /** One that only starts a release again needs none. */
  needsPlace: boolean;
  /** How many places are taken. */
  building: number;
  capacity: number;
  /** How many wait for a place before it. */
  ahead: number;
}

/** In words that complete "waits for …": the obstacle that somebody can do something about comes first. */
export function waitsFor(obstacles: Obstacles): string {
  const { agent, isAgentConnected, hold, credentialsOf, services, busyService } = obstacles;
  const { needsPlace, building, capacity, ahead } = obstacles;
  if (hold) return `the hold of ${hold.by} to end (by ${minutesOf(hold.until)} UTC): ${hold.reason}`;
  if (!isAgentConnected) return `agent ${agent} to connect`;
  if (credentialsOf) return `credentials of ${credentialsOf}: sign in again or reload the page`;
  if (services.length > 0)
    return `${inWords(services)}, which ${services.length === 1 ? 'goes' : 'go'} first`;
  if (busyService) return `the running deployment of ${busyService} to end`;
  if (needsPlace && building >= capacity)
    return `a free place on ${agent}: ${building} of ${capacity} are taken`;
  if (ahead > 0) return `${ahead} earlier ${ahead === 1 ? 'deployment' : 'deployments'} on ${agent}`;
  return `its turn on ${agent}`;
}

function minutesOf(time: Date): string {
  return time.toISOString().slice(0, 16).replace('T', ' ');
}

function inWords(names: readonly string[]): string {
  if (names.length < 2) return names.join();
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
