import { aDeployment, aService } from '../sandboxes/sample-views';
import { predecessorOf } from './predecessor';

describe('predecessorOf', () => {
  const failed = aDeployment({ state: 'failed' });
  const before = { deploymentId: 'before', branch: 'main', commit: null };
  const running = (parts = {}) => ({
    services: [aService({ running: before, latestDeployment: failed, ...parts })],
  });

  it('is what ran before, while it runs', () => {
    expect(predecessorOf(failed, running())).toBe(before);
    expect(predecessorOf(failed, running({ observed: 'exited' }))).toBeNull();
  });

  it('is nothing for a first deployment', () => {
    expect(predecessorOf(failed, running({ running: null, observed: 'missing' }))).toBeNull();
    expect(predecessorOf(failed, { services: [] })).toBeNull();
  });

  it('is nothing once there is a newer deployment', () => {
    const latestDeployment = aDeployment({ id: 'newer' });
    expect(predecessorOf(failed, running({ latestDeployment }))).toBeNull();
  });
});
