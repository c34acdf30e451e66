import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { OpensByHand } from './opens-by-hand';

@Component({
  imports: [MatAutocomplete, MatAutocompleteTrigger, MatOption, OpensByHand],
  template: `<input sdpOpensByHand [matAutocomplete]="panel" />
    <mat-autocomplete #panel="matAutocomplete"><mat-option value="main">main</mat-option></mat-autocomplete>`,
})
class Box {}

describe('A list that opens by hand', () => {
  const open = (value: string) => {
    const fixture = TestBed.createComponent(Box);
    document.body.append(fixture.nativeElement);
    fixture.detectChanges();
    const box = fixture.nativeElement.querySelector('input') as HTMLInputElement;
    box.value = value;
    const type = (text: string) => {
      box.value = text;
      box.dispatchEvent(new Event('input'));
    };
    const focus = () => {
      box.focus();
      box.dispatchEvent(new Event('focusin'));
    };
    const isOpen = async () => {
      await fixture.whenStable();
      return document.querySelector('.mat-mdc-autocomplete-panel mat-option') !== null;
    };
    return { box, type, focus, isOpen };
  };

  it('opens with the focus where nothing stands in the box yet', async () => {
    const { focus, isOpen } = open('');
    focus();
    expect(await isOpen()).toBe(true);
  });

  it('stays closed with the focus where something does, until somebody types', async () => {
    const { focus, type, isOpen } = open('trunk');
    focus();
    expect(await isOpen()).toBe(false);
    type('mai');
    expect(await isOpen()).toBe(true);
  });

  it.each(['before', 'after'])('opens for what comes together with the focus, and %s it', async (order) => {
    const { box, focus, type, isOpen } = open('trunk');
    if (order === 'before') {
      box.focus();
      type('mai');
    }
    focus();
    if (order === 'after') type('mai');
    expect(await isOpen()).toBe(true);
  });
});
