import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type AgentLoadSample } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { AgentLoadStore } from './agent-load-store';

const sample = (second: number): AgentLoadSample => ({
  at: new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString(),
  running: 1,
  queued: 0,
  cpu: 0.5,
  memory: null,
  freeDiskBytes: 1,
});

describe('AgentLoadStore', () => {
  it('goes on with what its own agent reports, nothing twice', () => {
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), AgentLoadStore],
    });
    TestBed.inject(LiveUpdates).connect();
    const store = TestBed.inject(AgentLoadStore);
    store.open('agent-1');
    TestBed.inject(HttpTestingController)
      .expectOne('/api/agents/agent-1/load')
      .flush({ samples: [sample(0), sample(15)] });

    socket.update({ kind: 'agent-load', agentId: 'agent-1', sample: sample(15) });
    socket.update({ kind: 'agent-load', agentId: 'agent-2', sample: sample(20) });
    socket.update({ kind: 'agent-load', agentId: 'agent-1', sample: sample(30) });
    expect(store.samples()).toEqual([sample(0), sample(15), sample(30)]);
  });
});
