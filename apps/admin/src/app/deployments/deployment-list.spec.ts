import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeSocket } from '../live/fake-socket';
import { aDeployment } from '../sandboxes/sample-views';
import { DeploymentList } from './deployment-list';

describe('DeploymentList', () => {
  let harness: RouterTestingHarness;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        new FakeSocket().provider(),
        provideRouter([{ path: '**', component: DeploymentList }], withComponentInputBinding()),
      ],
    });
    harness = await RouterTestingHarness.create();
  });

  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
  };
  const answer = async (page: number, services: string[]) => {
    await settle();
    const items = services.map((service) => aDeployment({ id: service, service }));
    TestBed.inject(HttpTestingController)
      .expectOne(`/api/deployments?page=${page}&pageSize=25`)
      .flush({ items, page, pageSize: 25, total: 50 });
    await harness.fixture.whenStable();
  };
  const root = () => harness.routeNativeElement!;
  const rows = () => [...root().querySelectorAll('tbody a')].map((link) => link.textContent);
  const link = (name: string) =>
    [...root().querySelectorAll<HTMLAnchorElement>('nav a')].find(({ textContent }) => textContent === name);

  it('keeps a page and the keyboard while the next one is read', async () => {
    await harness.navigateByUrl('/deployments');
    await answer(1, ['orders']);
    expect(link('Newer')).toBeUndefined();
    link('Older')!.focus();
    link('Older')!.click();
    await settle();
    expect(rows()).toContain('orders');
    expect(root().querySelector('[aria-busy=true]')).not.toBeNull();
    await answer(2, ['payments']);
    expect(rows()).toContain('payments');
    expect(rows()).not.toContain('orders');
    expect(document.activeElement?.textContent).toBe('Page 2 of 2');
  });

  it('shows those of one sandbox, and the way to all', async () => {
    await harness.navigateByUrl('/deployments?sandboxId=s-1');
    await settle();
    TestBed.inject(HttpTestingController)
      .expectOne('/api/deployments?page=1&pageSize=25&sandboxId=s-1')
      .flush({ items: [aDeployment({ sandboxName: 'fast' })], page: 1, pageSize: 25, total: 1 });
    await harness.fixture.whenStable();
    expect(root().querySelector('.page-head')?.textContent).toMatch(/Only those of\s+fast\s*\. Show all/);
  });

  it('says that there are not so many pages', async () => {
    await harness.navigateByUrl('/deployments?page=9');
    await answer(9, []);
    expect(root().querySelector('table')).toBeNull();
    expect(root().querySelector('sdp-empty-state')?.textContent).toMatch(/no page 9.*2 is the last/s);
  });
});
