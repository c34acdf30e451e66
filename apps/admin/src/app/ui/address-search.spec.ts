import { Component, input } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { AddressSearch } from './address-search';

@Component({ template: `<input [value]="search.text()" (input)="search.type($event)" />` })
class Page {
  readonly q = input<string>();
  protected readonly search = new AddressSearch(this.q);
}

describe('AddressSearch', () => {
  it('begins with what the address has, and is in it once nobody types any more', async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: '**', component: Page }], withComponentInputBinding())],
    });
    const harness = await RouterTestingHarness.create('/list?q=orders&due=yes');
    await harness.fixture.whenStable();
    const field = harness.routeNativeElement!.querySelector('input')!;
    expect(field.value).toBe('orders');
    field.value = 'pay';
    field.dispatchEvent(new Event('input'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await harness.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/list?q=pay&due=yes');
    await harness.navigateByUrl('/list');
    await harness.fixture.whenStable();
    expect(field.value).toBe('');
  });
});
