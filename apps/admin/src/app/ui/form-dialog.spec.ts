import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { Submission } from '../errors/submission';
import { Field } from './field';
import { FormDialog } from './form-dialog';

@Component({
  imports: [Field, FormDialog, ReactiveFormsModule],
  template: `
    <sdp-form-dialog heading="Sample" [submission]="submission" (submitted)="save()">
      <sdp-field label="First"><input data-testid="first" [formControl]="first" /></sdp-field>
      <details>
        <summary>More</summary>
        <sdp-field label="Second"><input data-testid="second" [formControl]="second" /></sdp-field>
      </details>
    </sdp-form-dialog>
  `,
})
class Sample {
  readonly submission = new Submission();
  readonly first = new FormControl('', Validators.required);
  readonly second = new FormControl('', Validators.required);

  save(): void {
    this.first.markAsTouched();
    this.second.markAsTouched();
    if (this.first.valid && this.second.valid)
      void this.submission.run(() => Promise.reject({ code: 'conflict', message: 'There is one already.' }));
  }
}

describe('FormDialog', () => {
  const shown: HTMLElement[] = [];
  beforeEach(() => {
    shown.splice(0);
    HTMLElement.prototype.scrollIntoView = function (this: HTMLElement) {
      shown.push(this);
    };
  });
  afterEach(() => document.querySelectorAll('body > [ng-version]').forEach((one) => one.remove()));

  async function opened() {
    const fixture = TestBed.createComponent(Sample);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    const part = (id: string) => element.querySelector<HTMLElement>(`[data-testid="${id}"]`)!;
    const save = async () => {
      part('save').click();
      await fixture.whenStable();
    };
    return { sample: fixture.componentInstance, element, part, save };
  }

  it('leads to the first field that is wrong', async () => {
    const { part, save } = await opened();
    await save();
    expect(document.activeElement).toBe(part('first'));
    expect(part('first').getAttribute('aria-invalid')).toBe('true');
  });

  it('unfolds what is wrong', async () => {
    const { sample, element, part, save } = await opened();
    sample.first.setValue('x');
    await save();
    expect(element.querySelector('details')!.open).toBe(true);
    expect(document.activeElement).toBe(part('second'));
    expect(shown).toEqual([]);
  });

  it('brings what it was refused for into view', async () => {
    const { sample, element, save } = await opened();
    sample.first.setValue('x');
    sample.second.setValue('y');
    await save();
    expect(shown).toEqual([element.querySelector('sdp-error-card')]);
    await save();
    expect(shown).toHaveLength(2);
  });
});
