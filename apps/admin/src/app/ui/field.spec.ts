import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { Field } from './field';

@Component({
  imports: [Field, ReactiveFormsModule],
  template: `
    <ng-container [formGroup]="form">
      @for (name of names(); track name) {
        <sdp-field label="Ticket" hint="A key" problem="Not a key">
          @if (name === 'ticket') {
            <input [formControlName]="name" />
          }
        </sdp-field>
      }
    </ng-container>
  `,
})
class Page {
  readonly names = signal<string[]>([]);
  readonly form = new FormGroup({ ticket: new FormControl('', Validators.required) });
}

describe('Field', () => {
  async function shown() {
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    fixture.componentInstance.names.set(['ticket']);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const input = element.querySelector('input')!;
    const note = () => element.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent;
    return { fixture, control: fixture.componentInstance.form.controls.ticket, input, note };
  }

  it('says its rule beside the control, also where that comes late', async () => {
    const { input, note } = await shown();
    expect(note()).toBe('A key');
    expect(input.hasAttribute('aria-invalid')).toBe(false);
  });

  it('says what is wrong once the control was touched, until it is right', async () => {
    const { fixture, control, input, note } = await shown();
    control.markAsTouched();
    await fixture.whenStable();
    expect([note(), input.getAttribute('aria-invalid')]).toEqual(['Not a key', 'true']);
    control.setValue('SHOP-12');
    await fixture.whenStable();
    expect([note(), input.getAttribute('aria-invalid')]).toEqual(['A key', null]);
  });
});
