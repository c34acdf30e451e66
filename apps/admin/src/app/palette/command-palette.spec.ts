import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatDialogRef } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { jest } from '@jest/globals';
import { type DeploymentView, type SandboxSummary, type SessionView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { anAgent } from '../agents/sample-agent';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { aDeployment, aSummary } from '../sandboxes/sample-views';
import { aRoute, aRouteSet } from '../route-sets/sample-routes';
import { CommandPalette } from './command-palette';

const ALL = { mayUse: true, mayEdit: true, mayOwn: true };
const NONE = { mayUse: false, mayEdit: false, mayOwn: false };
const running = { name: 'orders', observed: 'running', deploymentState: null } as const;

describe('CommandPalette', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let fixture: ComponentFixture<CommandPalette>;
  const close = jest.fn<(run: () => unknown) => void>();

  beforeEach(() => {
    localStorage.clear();
    close.mockClear();
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        socket.provider(),
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
  });

  async function opened(
    sandboxes: SandboxSummary[],
    { url = '/overview', role = 'developer', deployments = [] as DeploymentView[] } = {},
  ): Promise<void> {
    const signedIn = TestBed.inject(SessionStore).restore();
    answer('/api/session', { username: 'ada', role } as SessionView);
    await signedIn;
    jest.spyOn(TestBed.inject(Router), 'url', 'get').mockReturnValue(url);
    fixture = TestBed.createComponent(CommandPalette);
    answer('/api/sandboxes', sandboxes);
    answer('/api/templates', []);
    answer('/api/environments', []);
    answer('/api/agents', [anAgent(), anAgent({ id: 'agent-2', name: 'micro-2', noSchedule: true })]);
    answer('/api/deployments?pageSize=50', { items: deployments, page: 1, pageSize: 50, total: 1 });
    for (const each of deployments) answer(`/api/deployments/${each.id}`, each);
    await fixture.whenStable();
  }

  const answer = (path: string, body: object) =>
    http
      .match(({ urlWithParams }) => urlWithParams === path)
      .filter(({ cancelled }) => !cancelled)
      .forEach((request) => request.flush(body));
  const root = () => fixture.nativeElement as HTMLElement;
  const input = () => root().querySelector('input')!;
  const type = async (text: string) => {
    input().value = text;
    input().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const press = async (key: string) => {
    input().dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await fixture.whenStable();
  };
  const names = () =>
    [...root().querySelectorAll('.option .name')].map((element) => element.textContent?.trim());
  const chosen = () => root().querySelector('[aria-selected=true] .name')?.textContent?.trim();

  it('goes to a sandbox, also to one that was made while it was open', async () => {
    await opened([]);
    await type('fast');
    expect(names()).toEqual([]);
    socket.connect();
    socket.update({ kind: 'sandbox', value: aSummary({ id: 's-1', name: 'fast-orders' }) });
    await fixture.whenStable();
    expect(chosen()).toBe('fast-orders');
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    await press('Enter');
    close.mock.calls[0]?.[0]();
    expect(navigate).toHaveBeenCalledWith(['/sandboxes', 's-1']);
  });

  it('goes to any deployment by its id or its address, and to all of a sandbox', async () => {
    await opened([aSummary({ id: 's-1', name: 'fast-orders', rights: NONE })]);
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const id = '0b54a1f2-0c5e-4c62-9d0a-5b8e2f1d7c33';
    await type(`http://sdp.test/deployments/${id}#L12`);
    expect(chosen()).toBe(`Deployment ${id}`);
    await press('Enter');
    close.mock.calls[0]?.[0]();
    expect(navigate).toHaveBeenCalledWith(['/deployments', id]);

    await type('deployments of fast');
    expect(chosen()).toBe('Deployments of fast-orders');
    await press('Enter');
    close.mock.calls[1]?.[0]();
    expect(navigate).toHaveBeenCalledWith(['/deployments'], { queryParams: { sandboxId: 's-1' } });
  });

  it('starts what its reader may do with a sandbox, and nothing else', async () => {
    await opened([
      aSummary({ id: 's-1', name: 'mine', rights: ALL, services: [running] }),
      aSummary({ id: 's-2', name: 'theirs', rights: NONE, services: [running] }),
    ]);
    for (const verb of [
      'Deploy orders in',
      'Restart orders in',
      'Stop',
      'Hold',
      'Extend the life of',
      'Delete',
    ]) {
      await type(`${verb} mine`);
      expect(chosen()).toContain(verb);
      await type(`${verb} theirs`);
      expect(names()).toEqual([]);
    }
    for (const verb of ['Clone', 'Copy the address of', 'Compare']) {
      await type(`${verb} theirs`);
      expect(chosen()).toContain(verb);
    }
  });

  it('shows what can be done with a sandbox by Tab, and comes back by Backspace', async () => {
    await opened([aSummary({ id: 's-1', name: 'mine', rights: ALL, services: [running] })]);
    await type('mine');
    await press('Tab');
    expect(names()).toContain('Stop mine …');
    expect(names()).not.toContain('New sandbox');
    await type('extend');
    await press('Enter');
    expect(close).not.toHaveBeenCalled();
    expect(names()).toContain('Let mine live 3 days from now');
    await press('Backspace');
    expect(names()).toContain('New sandbox');
  });

  it('drains agents, and opens them again, for ops only', async () => {
    await opened([], { role: 'ops' });
    await type('micro');
    expect(names()).toEqual(
      expect.arrayContaining(['Drain micro-1: no new services', 'Let micro-2 take new services again']),
    );
    await type('drain');
    await press('Enter');
    close.mock.calls[0]?.[0]();
    expect(http.expectOne({ method: 'PATCH' }).request.body).toEqual({ noSchedule: true });
  });

  it('offers nothing with agents to others', async () => {
    await opened([]);
    await type('micro-1');
    expect(names()).toEqual([]);
    http.expectNone('/api/agents');
  });

  it('changes a route: those of the sandbox are read once they are wanted', async () => {
    await opened([aSummary({ id: 's-1', name: 'mine', rights: ALL })]);
    const open = jest.spyOn(TestBed.inject(Dialogs), 'open').mockResolvedValue(undefined);
    await type('change route mine');
    expect(chosen()).toBe('Change a route of mine …');
    await press('Enter');
    expect(root().querySelector('.nothing')?.textContent).toBe('Reading …');
    socket.connect();
    const payments = aRoute({ service: 'payments' });
    answer('/api/sandboxes/s-1/routes', aRouteSet({ sandboxId: 's-1', routes: [aRoute(), payments] }));
    await fixture.whenStable();
    expect(names()).toEqual(['Where orders goes …', 'Where payments goes …']);
    await type('pay');
    await press('Enter');
    close.mock.calls[0]?.[0]();
    expect(open).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ sandboxId: 's-1', route: payments }),
    );
  });

  it('changes no routes for those who may not', async () => {
    await opened([aSummary({ id: 's-2', name: 'theirs', rights: { ...NONE, mayUse: true } })]);
    await type('change route theirs');
    expect(names()).toEqual([]);
  });

  it('begins with what can be done here', async () => {
    const deployment = aDeployment({ id: 'd-1', sandboxId: 's-1', state: 'building', isMine: true });
    await opened([aSummary({ id: 's-1', name: 'mine', rights: ALL })], {
      url: '/deployments/d-1#L3',
      deployments: [deployment],
    });
    expect(root().querySelector('.group')?.textContent).toBe('Here');
    expect(chosen()).toMatch(/^Cancel: /);
    expect(names()).toContain('Clone mine …');
  });

  it('offers a deployment that ended again, or to go back to it', async () => {
    await opened([], { deployments: [aDeployment({ id: 'd-1', state: 'succeeded', isMine: true })] });
    await type('back to this release');
    expect(names()).toHaveLength(1);
    await type('deploy again');
    expect(names()).toHaveLength(1);
    await type('cancel');
    expect(names()).toEqual([]);
  });

  it('puts what was chosen last first, but for what removed something', async () => {
    await opened([aSummary({ id: 's-1', name: 'mine', rights: ALL })]);
    await type('delete mine');
    await press('Enter');
    await type('clone mine');
    await press('Enter');
    fixture.destroy();
    await opened([aSummary({ id: 's-1', name: 'mine', rights: ALL })]);
    expect(root().querySelector('.group')?.textContent).toBe('Recent');
    expect(names()[0]).toBe('Clone mine …');
    expect(names()).not.toContain('Delete mine …');
  });

  it('takes back what was done last, and does not offer that again', async () => {
    await opened([]);
    fixture.destroy();
    const undo = jest.fn(() => Promise.resolve());
    TestBed.inject(Toasts).undoable('The hold of mine has ended. Others deploy.', undo);
    await opened([]);
    await type('undo');
    expect(chosen()).toBe('Undo: The hold of mine has ended.');
    await press('Enter');
    await close.mock.calls[0]?.[0]();
    expect(undo).toHaveBeenCalledTimes(1);
    fixture.destroy();
    await opened([]);
    await type('undo');
    expect(names()).toEqual([]);
  });

  it('does not lead out by what was chosen last', async () => {
    await opened([]);
    await type('sign out');
    await press('Enter');
    expect(close).toHaveBeenCalled();
    fixture.destroy();
    await opened([]);
    expect(names()[0]).not.toBe('Sign out');
  });

  it('keeps what is chosen, wherever others put it; when it goes, nothing is', async () => {
    const [own, other] = [
      aSummary({ id: 's-1', name: 'orders-b' }),
      aSummary({ id: 's-2', name: 'orders-c' }),
    ];
    await opened([own, other]);
    socket.connect();
    await type('orders');
    expect(chosen()).toBe('orders-b');
    socket.update({ kind: 'sandbox', value: aSummary({ id: 's-3', name: 'orders-a' }) });
    await fixture.whenStable();
    expect(names().slice(0, 2)).toEqual(['orders-a', 'orders-b']);
    expect(chosen()).toBe('orders-b');
    socket.update({ kind: 'sandbox-removed', id: 's-1' });
    await fixture.whenStable();
    expect(chosen()).toBeUndefined();
    await press('Enter');
    expect(close).not.toHaveBeenCalled();
    await type('orders-');
    expect(chosen()).toBe('orders-a');
  });

  it('says that it could not read what it would offer', async () => {
    const signedIn = TestBed.inject(SessionStore).restore();
    answer('/api/session', { username: 'ada', role: 'developer' } as SessionView);
    await signedIn;
    fixture = TestBed.createComponent(CommandPalette);
    http
      .expectOne('/api/sandboxes')
      .flush({ code: 'internal', message: 'It broke.' }, { status: 500, statusText: 'broken' });
    await type('fast-orders');
    expect(root().querySelector('.nothing')?.textContent).toMatch(/^The sandboxes could not be read: /);
  });

  it('lets qa clone, and not write', async () => {
    await opened([], { role: 'qa' });
    expect(names()).toContain('New sandbox from a template …');
    expect(names()).not.toContain('New sandbox');
    expect(names()).not.toContain('New environment …');
    expect(names()).not.toContain('Audit');
  });
});
