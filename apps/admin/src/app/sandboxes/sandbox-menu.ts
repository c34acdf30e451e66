import { Component, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { type SandboxView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Icon } from '../ui/icon';
import { SandboxActions } from './sandbox-actions';
import { SandboxStore } from './sandbox-store';

/** What can be done to a sandbox as a whole. */
@Component({
  selector: 'sdp-sandbox-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    <button
      type="button"
      class="button"
      aria-label="More for this sandbox"
      data-testid="sandbox-menu"
      [matMenuTriggerFor]="menu"
    >
      <sdp-icon name="more" />
    </button>
    <mat-menu #menu="matMenu" xPosition="before">
      @if (store.canUse()) {
        @if (sandbox().hold) {
          <button type="button" mat-menu-item data-testid="end-hold" (click)="actions.endHold(sandbox())">
            End the hold
          </button>
        } @else {
          <button type="button" mat-menu-item data-testid="hold-sandbox" (click)="actions.hold(sandbox())">
            Hold …
          </button>
        }
        @if (sandbox().isStopped) {
          <button type="button" mat-menu-item data-testid="start-all" (click)="actions.start(sandbox())">
            Start all services
          </button>
        } @else {
          <button type="button" mat-menu-item data-testid="stop-all" (click)="actions.stop(sandbox())">
            Stop all services …
          </button>
        }
      }
      <button type="button" mat-menu-item data-testid="clone-sandbox" (click)="actions.clone(sandbox())">
        Clone …
      </button>
      @if (session.mayBuild()) {
        <button
          type="button"
          mat-menu-item
          data-testid="save-as-template"
          (click)="actions.saveAsTemplate(sandbox())"
        >
          Save as template …
        </button>
      }
      <a
        mat-menu-item
        routerLink="/sandboxes/compare"
        data-testid="compare-sandbox"
        [queryParams]="{ left: sandbox().id }"
        >Compare with another …</a
      >
      <a mat-menu-item [routerLink]="['/sandboxes', sandbox().id, 'settings']">Settings</a>
    </mat-menu>
  `,
})
export class SandboxMenu {
  readonly sandbox = input.required<SandboxView>();

  protected readonly store = inject(SandboxStore);
  protected readonly session = inject(SessionStore);
  protected readonly actions = inject(SandboxActions);
}
