import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { SessionStore } from '../auth/session-store';
import { FullLoad } from '../errors/full-load';
import { FakeSocket } from '../live/fake-socket';
import { Dialogs } from '../ui/dialogs';
import { Shell } from './shell';

@Component({ template: '' })
class AnyPage {}

jest.unstable_mockModule('../auth/sign-in-again', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

const session = { username: 'ada', role: 'developer', expiresAt: '2026-11-23T22:00:00.000Z' };
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

describe('Shell', () => {
  async function signedIn() {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        new FakeSocket().provider(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        provideRouter([
          { path: 'sign-in', component: AnyPage },
          { path: '', component: Shell, children: [{ path: '**', component: AnyPage }] },
        ]),
      ],
    });
    const sessions = TestBed.inject(SessionStore);
    const restored = sessions.restore();
    TestBed.inject(HttpTestingController).expectOne('/api/session').flush(session);
    await restored;
    const harness = await RouterTestingHarness.create('/agents?x=1');
    return { sessions, harness };
  }

  it('takes every dialog along when the person leaves', async () => {
    const { sessions } = await signedIn();
    const request = { heading: 'Rename', action: 'Rename', name: 'old', pattern: /./, rule: '' };
    const named = TestBed.inject(Dialogs).askName({ ...request, save: async () => undefined });
    await nextTask();
    document.querySelector<HTMLInputElement>('[data-testid="name"]')!.value = 'typed';
    sessions.end();
    await TestBed.inject(Router).navigateByUrl('/sign-in');
    expect(await named).toBeUndefined();
  });

  it('closes the menu of the person when another page comes, as by the browser’s way back', async () => {
    await signedIn();
    document.querySelector<HTMLElement>('[data-testid="user-menu"]')!.click();
    await nextTask();
    expect(document.querySelector('[role="menu"]')).not.toBeNull();
    await TestBed.inject(Router).navigateByUrl('/queue');
    await nextTask();
    expect(document.querySelector('[role="menu"]')).toBeNull();
  });

  it('leads to the sign-in page when the dialog for it cannot be loaded', async () => {
    const { sessions, harness } = await signedIn();
    const to = jest.spyOn(TestBed.inject(FullLoad), 'to').mockResolvedValue(undefined);
    void sessions.renewed();
    harness.detectChanges();
    await nextTask();
    expect(to).toHaveBeenCalledWith('/sign-in?returnTo=%2Fagents%3Fx%3D1', expect.any(Function));
  });
});
