import { type InstanceId } from '@sdp/deployer';
import { type ReconcileFrame } from '@sdp/protocol';
import { type AssignmentsService } from '../assignments/assignments.service.js';
import { type InstanceEpochs } from '../assignments/instance-epochs.js';
import { InstanceTurns } from '../assignments/instance-turns.js';
import { type HostState } from './host-state.js';
import { ReconcileService } from './reconcile.service.js';

const sandboxId = '0b0f7f1e-1111-4222-8333-444455556666';
const gone = { sandboxId, service: 'gone' };
const fresh = { sandboxId, service: 'fresh' };

describe('two truths, one told while the other is being applied', () => {
  it('do not mix: what was deployed between them stays', async () => {
    const removed: string[] = [];
    let admitted = 0;
    let letGo = () => undefined as void;
    const slowRemoval = new Promise<void>((resolve) => (letGo = resolve));
    const epochs = {
      get mark() {
        return admitted;
      },
      wasAdmittedSince: ({ service }: InstanceId, mark: number) => service === 'fresh' && admitted > mark,
      highest: async () => 1,
    };
    const host = {
      observe: async () => new Map(),
      owned: async () => [gone, fresh],
      sweep: async () => undefined,
      isBusy: () => false,
      clearPortsBut: async () => undefined,
      instances: {
        remove: async ({ service }: InstanceId) => {
          removed.push(service);
          if (service === 'gone') await slowRemoval;
        },
      },
    };
    const service = new ReconcileService(
      host as unknown as HostState,
      { endAllBut: async () => undefined } as unknown as AssignmentsService,
      epochs as unknown as InstanceEpochs,
      new InstanceTurns(),
    );
    const truth = (instances: ReconcileFrame['instances']): ReconcileFrame => ({ instances, active: [] });

    const older = service.reconcile(truth([]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(removed).toEqual(['gone']);
    admitted++; // `fresh` is deployed
    const newer = service.reconcile(truth([{ ...fresh, epoch: 1, desired: 'running', hostPort: 21_000 }]));
    letGo();
    await Promise.all([older, newer]);
    expect(removed).not.toContain('fresh');
  });
});
