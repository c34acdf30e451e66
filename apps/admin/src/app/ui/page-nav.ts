import { afterRenderEffect, Component, ElementRef, inject, input, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';

/** Leads to the newer and the older page of a long list, by `?page=` in the address. */
@Component({
  selector: 'sdp-page-nav',
  imports: [RouterLink],
  template: `
    <nav class="actions" aria-label="Pages">
      @if (page() > 1) {
        <a
          class="button small"
          routerLink="."
          queryParamsHandling="merge"
          [queryParams]="{ page: page() - 1 }"
          (click)="isTurned = true"
          >Newer</a
        >
      }
      <span #place class="muted" tabindex="-1">Page {{ page() }} of {{ pages() }}</span>
      @if (page() < pages()) {
        <a
          class="button small"
          routerLink="."
          queryParamsHandling="merge"
          [queryParams]="{ page: page() + 1 }"
          (click)="isTurned = true"
          >Older</a
        >
      }
    </nav>
  `,
  styles: `
    nav {
      justify-content: center;
      margin-top: 16px;
    }
  `,
})
export class PageNav {
  readonly page = input.required<number>();
  readonly pages = input.required<number>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  protected isTurned = false;

  constructor() {
    // At either end the link that led there is gone: the keyboard stays beside it.
    afterRenderEffect(() => {
      this.page();
      const isLost = this.isTurned && !this.element.contains(document.activeElement);
      this.isTurned = false;
      if (isLost) this.place().nativeElement.focus();
    });
  }
}
