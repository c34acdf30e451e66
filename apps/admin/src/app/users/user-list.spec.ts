import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type Role, type UserView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { type Question } from '../ui/confirm-dialog';
import { Dialogs } from '../ui/dialogs';
import { UserList } from './user-list';

function aUser(username: string, role: Role): UserView {
  return { username, role, isFixed: false, firstSeenAt: '2026-11-23T10:00:00.000Z', lastSignInAt: null };
}

async function shown(answerOf: (question: Question) => boolean = () => true) {
  const socket = new FakeSocket();
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return answerOf(question);
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      socket.provider(),
      { provide: Dialogs, useValue: { ask } },
    ],
  });
  TestBed.inject(LiveUpdates).connect();
  const undos: (() => Promise<unknown>)[] = [];
  TestBed.inject(Toasts).undoable = (_, undo) => void undos.push(undo);
  const http = TestBed.inject(HttpTestingController);
  const fixture = TestBed.createComponent(UserList);
  fixture.detectChanges();
  http
    .match('/api/users')
    .find(({ cancelled }) => !cancelled)!
    .flush([aUser('ada', 'ops'), aUser('dev', 'developer')]);
  await fixture.whenStable();
  const part = <T extends HTMLElement>(id: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<T>(`[data-testid="${id}"]`);
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  };
  const select = (username: string) => part<HTMLSelectElement>(`role-${username}`)!;
  const choose = async (username: string, role: Role) => {
    select(username).value = role;
    select(username).dispatchEvent(new Event('change'));
    await settle();
  };
  const give = async (username: string) => {
    part(`give-role-${username}`)!.click();
    await settle();
  };
  const sent = (username: string) => http.match(`/api/users/${username}`);
  const areNow = (...users: UserView[]) =>
    http.match('/api/users').forEach((one) => one.cancelled || one.flush(users));
  return { asked, undos, part, select, choose, give, sent, areNow, settle };
}

describe('UserList', () => {
  it('gives no role while one is still choosing', async () => {
    const { asked, choose, give, sent, select, undos, areNow, settle } = await shown();
    await choose('dev', 'qa');
    await choose('dev', 'ops');
    await choose('dev', 'qa');
    expect(sent('dev')).toEqual([]);
    await give('dev');
    const [request, ...others] = sent('dev');
    expect(others).toEqual([]);
    expect(request!.request.body).toEqual({ role: 'qa' });
    expect(asked).toEqual([]);
    expect(select('dev').disabled).toBe(true);
    request!.flush(aUser('dev', 'qa'));
    await settle();
    expect([select('dev').disabled, select('dev').value]).toEqual([false, 'qa']);

    const refused = expect(undos[0]!()).rejects.toThrow('dev was changed since');
    areNow(aUser('dev', 'ops'));
    await refused;
    expect(sent('dev')).toEqual([]);
    void undos[0]!();
    areNow(aUser('dev', 'qa'));
    await settle();
    expect(sent('dev')[0]!.request.body).toEqual({ role: 'developer' });
  });

  it.each([
    ['dev', 'ops', 'Make dev ops?'],
    ['ada', 'developer', 'Take ops from ada?'],
  ] as const)('asks before %s becomes %s', async (username, role, heading) => {
    const { asked, choose, give, sent, select } = await shown(() => false);
    const before = select(username).value;
    await choose(username, role);
    await give(username);
    expect(asked).toMatchObject([{ heading }]);
    expect(sent(username)).toEqual([]);
    expect(select(username).value).toBe(before);
  });

  it('offers the role of before once it was chosen again', async () => {
    const { choose, part } = await shown();
    await choose('dev', 'qa');
    expect(part('give-role-dev')?.textContent).toContain('Give');
    await choose('dev', 'developer');
    expect(part('give-role-dev')).toBeNull();
  });
});
