import { type ControlPlane } from '../control-plane.js';
import { A_COMMIT, events } from '../fake-agent.js';
import { PlayedHost } from '../played-host.js';

/** Of this service nothing is ever reported: its deployments stay under way. */
export const ENDLESS_SERVICE = 'catalog';

const A_BRANCH = { name: 'main', commit: A_COMMIT };
const A_COMPARISON = { head: A_COMMIT, aheadOfRunning: 0, defaultBranch: 'main', behindDefault: 0 };
const A_LINE = { at: '2026-11-23T13:00:00Z', stream: 'out' as const, text: 'listening' };

/** An agent that does at once, and well, whatever it is asked to. */
export async function willingAgent(plane: ControlPlane, name: string): Promise<PlayedHost> {
  const host = new PlayedHost();

  const cancel = (frame: { deploymentId: string; epoch: number }) => {
    const error = { code: 'canceled' as const, message: 'It was canceled.' };
    const result = { outcome: 'canceled' as const, durationMs: 5, logBytes: 0, error };
    return host.agent.report(frame, events([{ type: 'finished', result }]));
  };

  const firstPort = name.startsWith('gateway') ? 30_000 : 20_000;
  host.agent = await plane.agent({
    name,
    hello: { gitHosts: ['git.test'], capacity: 100, portRange: { from: firstPort, to: firstPort + 9_999 } },
    answers: {
      'branches:list': () => [A_BRANCH],
      'commits:compare': () => A_COMPARISON,
      'instance:output': () => ({ lines: [A_LINE] }),
      'repositories:add': ({ name: repository, url }) => ({
        name: repository,
        url,
        stack: 'go',
        defaultBranch: 'main',
      }),
      'routes:probe': ({ targets }) =>
        targets.map(() => ({ isReachable: true, status: 200, timeMs: 3, problem: null, at: A_LINE.at })),
      'instance:remove': ({ sandboxId, service }) => {
        setImmediate(() => void host.remove(sandboxId, service).catch(() => undefined));
        return null;
      },
      'deployment:cancel': ({ deploymentId, epoch }) => {
        setImmediate(() => void cancel({ deploymentId, epoch }).catch(() => undefined));
        return null;
      },
      'deployment:run': (frame) => {
        if (frame.service !== ENDLESS_SERVICE)
          setImmediate(() => void host.run(frame.deploymentId).catch(() => undefined));
        return null;
      },
    },
  });
  return host;
}
