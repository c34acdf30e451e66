import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { AgentActions } from './agent-actions';
import { anAgent } from './sample-agent';

describe('AgentActions', () => {
  it.each([false, true])('drains or opens an agent, and takes that back: drained %s', async (noSchedule) => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    const http = TestBed.inject(HttpTestingController);
    const toasts = TestBed.inject(Toasts);
    const agent = anAgent({ id: 'agent-1', noSchedule });
    const patched = (wanted: boolean) => {
      const sent = http.expectOne({ method: 'PATCH', url: '/api/agents/agent-1' });
      expect(sent.request.body).toEqual({ noSchedule: wanted });
      sent.flush(agent);
    };
    const done = TestBed.inject(AgentActions).drain(agent);
    patched(!noSchedule);
    await done;
    const takenBack = toasts.takeBack(toasts.lastChange()!);
    patched(noSchedule);
    await takenBack;
  });
});
