import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { RouteSetStore } from '../../route-sets/route-set-store';
import { Dialogs } from '../../ui/dialogs';
import { aSandbox, aService } from '../sample-views';
import { SandboxStore } from '../sandbox-store';
import { undoGround } from '../undo-ground';
import { type EditService } from './edit-service-dialog';
import { ServicesSection } from './services-section';

const url = '/api/sandboxes/sandbox-1';
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('ServicesSection', () => {
  let ground: ReturnType<typeof undoGround>;

  const answer = (service: Parameters<typeof aService>[0]) =>
    ground.answer(url, aSandbox({ services: [aService(service)] }));

  /** From the branch main to fix. */
  beforeEach(async () => {
    // Its cards have tests of their own.
    TestBed.overrideComponent(ServicesSection, {
      set: { imports: [], template: `<button (click)="change(services()[0]!)"></button>` },
    });
    ground = undoGround(RouteSetStore);
    jest.spyOn(TestBed.inject(Dialogs), 'open').mockImplementation(async (_, data) => {
      await (data as EditService).save({ branch: 'fix' });
      return 'saved';
    });
    TestBed.inject(SandboxStore).open('sandbox-1');
    answer({ branch: 'main' });
    const fixture = TestBed.createComponent(ServicesSection);
    await fixture.whenStable();
    (fixture.nativeElement as HTMLElement).querySelector('button')!.click();
    ground.http
      .expectOne({ method: 'PATCH', url: `${url}/services/orders` })
      .flush(aService({ branch: 'fix' }));
    await soon();
    answer({ branch: 'fix' });
  });

  it('takes back what was saved of a service, whatever became of its container', async () => {
    const takenBack = ground.undo();
    answer({ branch: 'fix', observed: 'exited' });
    await soon();
    const request = ground.http.expectOne({ method: 'PATCH', url: `${url}/services/orders` });
    expect(request.request.body).toMatchObject({ branch: 'main' });
    request.flush(aService());
    await takenBack;
  });

  it('takes nothing back once somebody else changed the service', async () => {
    const takenBack = ground.undo();
    answer({ branch: 'fix', healthPath: '/up' });
    await expect(takenBack).rejects.toThrow('orders-retry was changed since, so it is not taken back.');
    ground.http.expectNone({ method: 'PATCH', url: `${url}/services/orders` });
  });
});
