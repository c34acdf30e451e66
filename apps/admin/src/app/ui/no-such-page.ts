import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from './empty-state';

/** In place of a page beyond the last of a long list. */
@Component({
  selector: 'sdp-no-such-page',
  imports: [EmptyState, RouterLink],
  template: `
    <sdp-empty-state icon="search" heading="Nothing here">
      There is no page {{ page() }}:
      <a routerLink="." queryParamsHandling="merge" [queryParams]="{ page: pages() }"
        >{{ pages() }} is the last</a
      >.
    </sdp-empty-state>
  `,
})
export class NoSuchPage {
  readonly page = input.required<number>();
  readonly pages = input.required<number>();
}
