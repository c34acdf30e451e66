import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type BranchView } from '@sdp/protocol';
import { BranchInput } from './branch-input';

const TIME = '2026-11-01T10:00:00.000Z';
const branch = (name: string): BranchView => ({
  name,
  commit: { id: 'a'.repeat(40), subject: 'Change', author: 'Ada', time: TIME },
});
const typing = () => new Promise((resolve) => setTimeout(resolve, 250));

describe('The field for a branch', () => {
  beforeEach(() =>
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] }),
  );

  const open = async () => {
    const fixture = TestBed.createComponent(BranchInput);
    fixture.componentRef.setInput('branch', '');
    fixture.componentRef.setInput('repository', 'orders');
    const http = TestBed.inject(HttpTestingController);
    const answer = async (...names: string[]) => {
      http.expectOne(({ url }) => url.endsWith('/branches')).flush(names.map(branch));
      await fixture.whenStable();
    };
    const field = fixture.nativeElement.querySelector('input') as HTMLInputElement;
    const type = async (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await typing();
      TestBed.tick();
    };
    const offered = () =>
      [...document.querySelectorAll('mat-option .mono')].map(({ textContent }) => textContent);
    TestBed.tick();
    return { fixture, answer, field, type, offered };
  };

  it('goes on offering what it found while it asks for what was typed', async () => {
    const { answer, field, type, offered } = await open();
    await answer('main', 'feature/fast');
    field.dispatchEvent(new Event('focusin'));
    TestBed.tick();
    await type('fast');
    expect(offered()).toEqual(['main', 'feature/fast']);
    await answer('feature/fast');
    expect(offered()).toEqual(['feature/fast']);
  });

  it('offers nothing of the repository before', async () => {
    const { fixture, answer, field, offered } = await open();
    await answer('main');
    field.dispatchEvent(new Event('focusin'));
    fixture.componentRef.setInput('repository', 'payments');
    TestBed.tick();
    expect(offered()).toEqual([]);
    await answer('trunk');
    expect(offered()).toEqual(['trunk']);
  });
});
