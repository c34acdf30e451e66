import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Toasts } from '../errors/toasts';
import { FakeSocket } from '../live/fake-socket';
import { LiveUpdates } from '../live/live-updates';
import { SandboxStore } from './sandbox-store';

/** For tests of what can be taken back on the page of a sandbox: its requests, and the undo that was offered last. */
export function undoGround(...more: Provider[]) {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      provideRouter([]),
      new FakeSocket().provider(),
      SandboxStore,
      ...more,
    ],
  });
  TestBed.inject(LiveUpdates).connect();
  const http = TestBed.inject(HttpTestingController);
  let offered: () => Promise<unknown>;
  jest
    .spyOn(TestBed.inject(Toasts), 'undoable')
    .mockImplementation((_, takeBack) => void (offered = takeBack));
  return {
    http,
    undo: () => offered(),
    /** To the reading that is still wanted: one before may have been given up. */
    answer: (url: string, body: object) =>
      http
        .match({ method: 'GET', url })
        .find(({ cancelled }) => !cancelled)!
        .flush(body),
  };
}
