import { afterNextRender, ElementRef, inject, Injector } from '@angular/core';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * For a form that is not sent because of what stands in it: answers what leads to the first field that is wrong, out of
 * whatever is folded up around it. Needs the injection context of a component that has the form within it.
 */
export function wrongFieldFinder(): () => void {
  const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
  const injector = inject(Injector);
  // The last phase: only then every field says whether it is wrong.
  return () => void afterNextRender({ read: () => showFirstWrong(nativeElement) }, { injector });
}

function showFirstWrong(form: HTMLElement): void {
  const wrong = [...form.querySelectorAll<Control>('input, select, textarea')].find(isWrong);
  if (!wrong) return;
  for (const folded of form.querySelectorAll('details')) folded.open ||= folded.contains(wrong);
  wrong.focus();
}

function isWrong(control: Control): boolean {
  return !control.disabled && control.matches('[aria-invalid=true], .ng-invalid');
}
