import {
  afterRenderEffect,
  booleanAttribute,
  Component,
  computed,
  contentChild,
  ElementRef,
  input,
  signal,
} from '@angular/core';
import { NgControl } from '@angular/forms';

let count = 0;

/** A label, the control that it is for, and the rule beside it, which turns red while the control breaks it. */
@Component({
  selector: 'sdp-field',
  template: `
    <!-- eslint-disable-next-line @angular-eslint/template/label-has-associated-control -- the control is projected -->
    <label>
      <span class="label"
        >{{ label() }}
        @if (isOptional()) {
          <span class="optional">(optional)</span>
        }
      </span>
      <ng-content />
    </label>
    @if (note()) {
      <span [id]="noteId" [class]="isWrong() ? 'field-error' : 'hint'">{{ note() }}</span>
    }
  `,
  styles: `
    label {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 5px;
    }
  `,
  host: { class: 'field' },
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  /** Instead of the hint while the control's value is wrong; the hint itself when absent. */
  readonly problem = input('');
  readonly isOptional = input(false, { transform: booleanAttribute });

  protected readonly noteId = `field-note-${++count}`;
  private readonly control = contentChild(NgControl);
  private readonly element = contentChild(NgControl, { read: ElementRef });
  protected readonly isWrong = signal(false);
  protected readonly note = computed(() => (this.isWrong() && this.problem()) || this.hint());

  constructor() {
    // After rendering: before, a control that is bound by name may not be known yet.
    afterRenderEffect((onCleanup) => {
      const control = this.control()?.control;
      const look = () => this.isWrong.set(!!control?.invalid && (control.touched || control.dirty));
      look();
      const subscription = control?.events.subscribe(look);
      onCleanup(() => subscription?.unsubscribe());
    });
    afterRenderEffect(() => this.describe());
  }

  /** What a screen reader needs to know is said on the control itself. */
  private describe(): void {
    const element = this.element()?.nativeElement as HTMLElement | undefined;
    if (this.isWrong()) element?.setAttribute('aria-invalid', 'true');
    else element?.removeAttribute('aria-invalid');
    if (this.note()) element?.setAttribute('aria-describedby', this.noteId);
    else element?.removeAttribute('aria-describedby');
  }
}
