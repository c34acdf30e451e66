import { UsageMeter } from './usage-meter.js';

const identity = { sandboxId: 's', service: 'orders', deploymentId: 'd', epoch: 1 };
const sample = (takenAt: number, cpuMs: number, id = 'one') => ({
  id,
  identity,
  takenAt,
  cpuNanoseconds: cpuMs * 1e6,
  memoryBytes: 10,
  memoryLimitBytes: 20,
});

describe('a usage meter', () => {
  it('needs two samples, and tells the share of one core between them', () => {
    const meter = new UsageMeter();
    expect(meter.measure([sample(1_000, 0)])).toEqual([]);
    expect(meter.measure([sample(6_000, 7_500)])).toEqual([
      { identity, cpus: 1.5, memoryBytes: 10, memoryLimitBytes: 20 },
    ]);
    expect(meter.measure([sample(11_000, 7_500)])).toMatchObject([{ cpus: 0 }]);
  });

  it('begins anew with what was started again, or was away', () => {
    const meter = new UsageMeter();
    meter.measure([sample(1_000, 500), sample(1_000, 500, 'two')]);
    expect(meter.measure([sample(2_000, 10)])).toEqual([]);
    expect(meter.measure([sample(3_000, 20), sample(3_000, 900, 'two')])).toHaveLength(1);
  });
});
