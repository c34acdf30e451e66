import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type AgentView, type RepositoryView } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { RepositoryChoice } from './repository-choice';

const agent = (isConnected: boolean) => ({ id: 'agent-1', isConnected }) as AgentView;
const orders = (isAvailable: boolean) => ({ name: 'orders', isAvailable }) as RepositoryView;

describe('RepositoryChoice', () => {
  it('reads anew when an agent comes or goes, and not at its every word', () => {
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), RepositoryChoice],
    });
    const http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    const choice = TestBed.inject(RepositoryChoice);
    const answer = (isAvailable: boolean) =>
      http
        .match('/api/repositories')
        .find(({ cancelled }) => !cancelled)!
        .flush([orders(isAvailable)]);
    answer(false);

    socket.update({ kind: 'agent', value: agent(true) });
    answer(true);
    expect(choice.repositories()).toEqual([orders(true)]);
    socket.update({ kind: 'agent', value: agent(true) });
    expect(http.match('/api/repositories')).toEqual([]);
  });
});
