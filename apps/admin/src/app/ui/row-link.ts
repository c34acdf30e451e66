import { Directive, inject, input } from '@angular/core';
import { Router } from '@angular/router';

/**
 * A link to a page for a row of a long list, by its path without the first slash. Not the router's own link, which works
 * out its address anew whenever a row shows something else: a fifth of what a scrolling list costs.
 */
@Directive({
  selector: 'a[sdpRowLink]',
  host: { '[attr.href]': 'path()', '(click)': 'follow($event)' },
})
export class RowLink {
  readonly path = input.required<string>({ alias: 'sdpRowLink' });
  private readonly router = inject(Router);

  /** What opens another tab or window is the browser's own. */
  protected follow(event: MouseEvent): void {
    if (event.button !== 0 || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    void this.router.navigateByUrl(`/${this.path()}`);
  }
}
