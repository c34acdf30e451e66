import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Injector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../live/fake-socket';
import { Draft } from './draft';
import { forgetDrafts, readDraft, writeDraft } from './draft-storage';

const KEY = 'undefined sample';

describe('Draft', () => {
  beforeEach(() => {
    forgetDrafts();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
  });

  function opened() {
    const text = signal('');
    const draft = runInInjectionContext(
      TestBed.inject(Injector),
      () =>
        new Draft<string>({
          key: () => 'sample',
          read: () => text() || undefined,
          write: (value) => text.set(value),
          clear: () => text.set(''),
        }),
    );
    TestBed.tick();
    return { text, draft };
  }

  it('brings back what was put away, and keeps it again', () => {
    writeDraft(KEY, 'typed');
    const { text, draft } = opened();
    expect([text(), draft.restoredAt() !== undefined]).toEqual(['typed', true]);
    const bringBack = draft.discard();
    TestBed.tick();
    expect([text(), draft.restoredAt(), readDraft(KEY)]).toEqual(['', undefined, undefined]);
    bringBack();
    TestBed.tick();
    expect([text(), draft.restoredAt() !== undefined]).toEqual(['typed', true]);
    expect(readDraft(KEY)?.value).toBe('typed');
  });

  it('may bring it back while nothing else is typed, and it is not sent', () => {
    writeDraft(KEY, 'typed');
    const { text, draft } = opened();
    draft.discard();
    expect(draft.mayBringBack()).toBe(true);
    text.set('something else');
    expect(draft.mayBringBack()).toBe(false);
    text.set('');
    draft.sent();
    expect(draft.mayBringBack()).toBe(false);
  });

  it('brings nothing back once the form was sent', () => {
    writeDraft(KEY, 'typed');
    const { text, draft } = opened();
    const bringBack = draft.discard();
    draft.sent();
    bringBack();
    expect([text(), readDraft(KEY)]).toEqual(['', undefined]);
  });
});
