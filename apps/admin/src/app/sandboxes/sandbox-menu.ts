import { Component, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { type SandboxView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { SessionStore } from '../auth/session-store';
import { ENVIRONMENT_NAME_RULE, TEMPLATE_NAME } from '../names/names';
import { TemplatesApi } from '../templates/templates-api';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { CloneSandboxDialog } from './clone-sandbox-dialog';
import { HoldDialog } from './hold-dialog';
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
          <button type="button" mat-menu-item data-testid="end-hold" (click)="endHold()">End the hold</button>
        } @else {
          <button type="button" mat-menu-item data-testid="hold-sandbox" (click)="hold()">Hold …</button>
        }
        @if (sandbox().isStopped) {
          <button type="button" mat-menu-item data-testid="start-all" (click)="tellAll('start')">
            Start all services
          </button>
        } @else {
          <button type="button" mat-menu-item data-testid="stop-all" (click)="tellAll('stop')">
            Stop all services …
          </button>
        }
      }
      <button type="button" mat-menu-item data-testid="clone-sandbox" (click)="clone()">Clone …</button>
      @if (session.mayBuild()) {
        <button type="button" mat-menu-item data-testid="save-as-template" (click)="saveAsTemplate()">
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
  private readonly templates = inject(TemplatesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected async hold(): Promise<void> {
    const save = this.store.hold.bind(this.store);
    if (await this.dialogs.open<boolean>(HoldDialog, { save }))
      this.toasts.undoable('Held: other people’s deployments wait until the hold ends.', () =>
        this.store.hold(null),
      );
  }

  protected async endHold(): Promise<void> {
    const { hold } = this.sandbox();
    if ((await this.toasts.attempt(this.store.hold(null).then(() => true))) !== true || !hold) return;
    const { reason, until } = hold;
    this.toasts.undoable('The hold has ended.', () => this.store.hold({ reason, until }));
  }

  protected async tellAll(command: 'start' | 'stop'): Promise<void> {
    const isSure =
      command === 'start' ||
      (await this.dialogs.ask({
        heading: `Stop ${this.sandbox().name}?`,
        text: 'All its containers are stopped, and its address answers no more until it is started again. Nothing is removed.',
        action: 'Stop all services',
      }));
    if (!isSure || (await this.toasts.attempt(this.store.tellAll(command).then(() => true))) !== true) return;
    const { name } = this.sandbox();
    if (command === 'stop')
      this.toasts.undoable(`${name} is being stopped.`, () => this.store.tellAll('start'));
    else this.toasts.undoable(`${name} is being started.`, () => this.store.tellAll('stop'));
  }

  protected async clone(): Promise<void> {
    const id = await this.dialogs.open<string>(CloneSandboxDialog, this.sandbox());
    if (id) await this.router.navigate(['/sandboxes', id]);
  }

  protected async saveAsTemplate(): Promise<void> {
    const { id: sandboxId, name } = this.sandbox();
    let templateId = '';
    const taken = await this.dialogs.askName({
      heading: 'Save as template',
      action: 'Create template',
      name,
      pattern: TEMPLATE_NAME,
      rule: ENVIRONMENT_NAME_RULE,
      save: async (chosen) =>
        ({ id: templateId } = await this.templates.fromSandbox({ sandboxId, name: chosen })),
    });
    if (taken) await this.router.navigate(['/templates', templateId]);
  }
}
