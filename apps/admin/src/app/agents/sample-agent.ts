import { type AgentView, type StorageAmounts, type StorageView } from '@sdp/protocol';

/** An agent as tests need one. */
export function anAgent(changes: Partial<AgentView> = {}): AgentView {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'micro-1',
    kind: 'micro',
    isConnected: true,
    lastContactAt: '2026-11-29T08:00:00.000Z',
    version: '0.1.0',
    address: 'host.test',
    portRange: { from: 21000, to: 21999 },
    capacity: 2,
    noSchedule: false,
    running: 0,
    queued: 0,
    instances: 0,
    disk: null,
    images: [],
    gitHosts: [],
    switch: null,
    isRevoked: false,
    refusal: null,
    storage: null,
    ...changes,
  };
}

export function noStorage(): StorageAmounts {
  const none = () => ({ items: 0, bytes: 0 });
  return { release: none(), mirror: none(), cache: none(), image: none() };
}

export function aStorage(changes: Partial<StorageView> = {}): StorageView {
  return {
    at: '2026-11-29T08:00:00.000Z',
    rules: {
      releases: 3,
      days: { release: null, mirror: 60, cache: 14, image: 60 },
      diskShare: 0.85,
      everyMinutes: 60,
    },
    isClockTrusted: true,
    stored: noStorage(),
    removable: noStorage(),
    lastRun: null,
    nextAt: '2026-11-29T09:00:00.000Z',
    ...changes,
  };
}
