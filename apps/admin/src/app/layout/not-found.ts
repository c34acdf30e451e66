import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'sdp-not-found',
  imports: [EmptyState, RouterLink],
  template: `
    <h1 class="visually-hidden">Page not found</h1>
    <sdp-empty-state icon="search" heading="There is no such page">
      The address may be mistyped, or what it showed is gone.
      <a action class="button" routerLink="/sandboxes">To the sandboxes</a>
    </sdp-empty-state>
  `,
})
export class NotFound {}
