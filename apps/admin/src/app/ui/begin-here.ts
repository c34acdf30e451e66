import { afterNextRender, booleanAttribute, Directive, ElementRef, inject, input } from '@angular/core';

/**
 * The first field of a form that comes only after its dialog has opened: then the keyboard is at a button already, most
 * often at one that closes. It is brought here, unless somebody is at another field by then.
 */
@Directive({ selector: '[sdpBeginHere]' })
export class BeginHere {
  readonly isFirst = input(true, { alias: 'sdpBeginHere', transform: booleanAttribute });

  constructor() {
    const field = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      const isElsewhere = field.ownerDocument.activeElement?.matches('input, select, textarea');
      if (this.isFirst() && !isElsewhere) field.focus();
    });
  }
}
