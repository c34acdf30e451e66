import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeSocket } from '../live/fake-socket';
import { aSummary } from './sample-views';
import { SandboxList } from './sandbox-list';

describe('SandboxList', () => {
  it('shows what the address narrows it to, also where no sandbox is like that', async () => {
    // jsdom knows neither media queries nor <search>.
    TestBed.overrideComponent(SandboxList, { add: { schemas: [NO_ERRORS_SCHEMA] } });
    window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        new FakeSocket().provider(),
        provideRouter([{ path: '**', component: SandboxList }], withComponentInputBinding()),
      ],
    });
    const harness = await RouterTestingHarness.create('/sandboxes?owner=gone&label=team:%20shop');
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.inject(HttpTestingController)
      .expectOne('/api/sandboxes')
      .flush([aSummary({ owner: 'ada' })]);
    await harness.fixture.whenStable();
    const chosen = (id: string) =>
      harness.routeNativeElement!.querySelector<HTMLSelectElement>(`[data-testid=${id}]`)?.value;
    expect([chosen('filter-owner'), chosen('filter-label')]).toEqual(['gone', 'team: shop']);
  });
});
