import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { AgentListStore } from '../agents/agent-list-store';
import { SessionStore } from '../auth/session-store';
import { FakeSocket } from '../live/fake-socket';
import { aSummary } from '../sandboxes/sample-views';
import { SandboxListStore } from '../sandboxes/sandbox-list-store';
import { OverviewStore } from './overview-store';

describe('OverviewStore', () => {
  it('counts nothing before it knows what there is', async () => {
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        socket.provider(),
        AgentListStore,
        SandboxListStore,
        OverviewStore,
      ],
    });
    const http = TestBed.inject(HttpTestingController);
    const signedIn = TestBed.inject(SessionStore).restore();
    http.expectOne('/api/session').flush({ username: 'ada', role: 'developer' });
    await signedIn;
    const store = TestBed.inject(OverviewStore);
    const counts = () => store.counts().map(({ count }) => count);
    expect(new Set(counts())).toEqual(new Set([null]));
    await new Promise((resolve) => setTimeout(resolve));
    const [request] = http.match('/api/sandboxes');
    request?.flush('', { status: 500, statusText: 'broken' });
    expect(new Set(counts())).toEqual(new Set([null]));
    TestBed.inject(SandboxListStore).reload();
    http.expectOne('/api/sandboxes').flush([aSummary({ owner: 'ada' })]);
    expect(counts()).toContain(0);
    expect(counts()).not.toContain(null);
  });
});
