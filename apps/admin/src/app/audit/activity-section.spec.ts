import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { type AuditEntry } from '@sdp/protocol';
import { FakeSocket } from '../live/fake-socket';
import { SandboxStore } from '../sandboxes/sandbox-store';
import { ActivitySection } from './activity-section';

function entry(number: number): AuditEntry {
  return {
    number,
    at: '2026-11-29T12:00:00Z',
    actor: 'ada',
    token: null,
    action: 'sandbox.held',
    summary: `held it for the ${number}th time`,
    subject: 'fast',
    sandboxId: 's-1',
    from: null,
    details: {},
  } as AuditEntry;
}

describe('the activity of a sandbox', () => {
  let harness: RouterTestingHarness;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        new FakeSocket().provider(),
        { provide: SandboxStore, useValue: { id: signal('s-1') } },
        provideRouter([{ path: '**', component: ActivitySection }], withComponentInputBinding()),
      ],
    });
    harness = await RouterTestingHarness.create();
  });

  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
  };
  const answer = async (page: number, items: AuditEntry[], total: number) => {
    await settle();
    TestBed.inject(HttpTestingController)
      .expectOne(`/api/sandboxes/s-1/activity?page=${page}&pageSize=50`)
      .flush({ items, page, pageSize: 50, total });
    await harness.fixture.whenStable();
  };
  const text = () => harness.routeNativeElement!.textContent;
  const older = () => harness.routeNativeElement!.querySelector<HTMLAnchorElement>('nav a');

  it('goes back to its beginning, page by page', async () => {
    await harness.navigateByUrl('/activity');
    await answer(1, [entry(51)], 51);
    older()!.click();
    await settle();
    await answer(2, [entry(1)], 51);
    expect(text()).toContain('held it for the 1th time');
    expect(text()).toContain('Page 2 of 2');
  });

  it('has no pages where one is enough, and says when nothing happened', async () => {
    await harness.navigateByUrl('/activity');
    await answer(1, [], 0);
    expect(older()).toBeNull();
    expect(text()).toContain('Nothing happened yet');
  });

  it('says which page is the last', async () => {
    await harness.navigateByUrl('/activity?page=9');
    await answer(9, [], 51);
    expect(text()).toContain('There is no page 9');
  });
});
