import { Clipboard } from '@angular/cdk/clipboard';
import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentGroupView, type HoldRequest, type SandboxView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { ENVIRONMENT_NAME_RULE, TEMPLATE_NAME } from '../names/names';
import { TemplatesApi } from '../templates/templates-api';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { callsOf } from './calls';
import { SandboxesApi } from './sandboxes-api';
import { type Deploy } from './services/deploy-dialog';
import { fateOfSandbox } from './services/removal-text';
import { unansweredCalls, usesOfOthers } from './services/route-uses';
import { hoursUntil } from './settings/lifetimes';

const loadDeployDialog: DialogCode = () =>
  import('./services/deploy-dialog').then((file) => file.DeployDialog);
const loadHoldDialog: DialogCode = () => import('./hold-dialog').then((file) => file.HoldDialog);
const loadCloneSandboxDialog: DialogCode = () =>
  import('./clone-sandbox-dialog').then((file) => file.CloneSandboxDialog);

/**
 * What can be done to a sandbox as a whole, from its page or from the command palette: asks where that is due, says
 * what was done, and offers to take it back. What changed comes to the pages by itself.
 */
@Injectable({ providedIn: 'root' })
export class SandboxActions {
  private readonly api = inject(SandboxesApi);
  private readonly session = inject(SessionStore).session;
  private readonly templates = inject(TemplatesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly clipboard = inject(Clipboard);

  /** Answers what was started, if anything was. */
  deploy({ id, services }: SandboxView): Promise<DeploymentGroupView | undefined> {
    const start = (chosen?: string[]) => this.api.deployAll(id, chosen ? { services: chosen } : {});
    return this.dialogs.open<DeploymentGroupView, Deploy>(loadDeployDialog, { services, start });
  }

  async hold({ id, name }: SandboxView): Promise<void> {
    let left: SandboxView | undefined;
    const save = async (request: HoldRequest) => (left = await this.api.hold(id, request));
    if (!(await this.dialogs.open<boolean>(loadHoldDialog, { save })) || !left) return;
    const own = left.hold;
    this.toasts.undoable(
      `${name} is held. Other people’s deployments wait until the hold ends.`,
      async () => {
        await this.api.assertStill(id, own, (sandbox) => sandbox.hold);
        await this.api.hold(id, null);
      },
    );
  }

  async endHold({ id, name, hold }: SandboxView): Promise<void> {
    if (!(await this.isDone(this.api.hold(id, null))) || !hold) return;
    const { by, reason, until } = hold;
    const message = `The hold of ${name} has ended.`;
    // Whoever begins a hold has it: somebody else's cannot be given back to them.
    if (by !== this.session()?.username) return this.toasts.done(message);
    this.toasts.undoable(message, () => this.api.hold(id, { reason, until }));
  }

  async start({ id, name }: SandboxView): Promise<void> {
    if (await this.isDone(this.api.tellAll(id, 'start')))
      this.toasts.undoable(`${name} is being started.`, () => this.api.tellAll(id, 'stop'));
  }

  async stop({ id, name }: SandboxView): Promise<void> {
    const uses = await this.toasts.attempt(this.api.routeUses(id));
    if (!uses || this.dialogs.isOpen()) return;
    const unanswered = unansweredCalls(usesOfOthers(uses, id));
    const text =
      'All its containers are stopped, and its address answers no more until it is started again. Nothing is removed.';
    const isSure = await this.dialogs.ask({
      heading: `Stop ${name}?`,
      ...(unanswered.length > 0
        ? { text: `${text} Until then nobody answers other sandboxes, either:`, goes: unanswered }
        : { text }),
      action: 'Stop all services',
    });
    if (isSure && (await this.isDone(this.api.tellAll(id, 'stop'))))
      this.toasts.undoable(`${name} is being stopped.`, () => this.api.tellAll(id, 'start'));
  }

  async clone(sandbox: SandboxView): Promise<void> {
    const id = await this.dialogs.open<string>(loadCloneSandboxDialog, sandbox);
    if (id) await this.router.navigate(['/sandboxes', id]);
  }

  async saveAsTemplate({ id: sandboxId, name }: SandboxView): Promise<void> {
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

  /** From now. */
  async extend({ id, name, expiresAt }: SandboxView, hours: number): Promise<void> {
    const left = await this.toasts.attempt(this.api.extend(id, hours));
    if (left)
      this.toasts.undoable(`${name} lives ${hours / 24} days from now.`, async () => {
        await this.api.assertStill(id, left.expiresAt, (sandbox) => sandbox.expiresAt);
        await this.api.extend(id, hoursUntil(expiresAt));
      });
  }

  /** The easiest way to call it. */
  copyAddress(sandbox: SandboxView): void {
    const [easiest] = callsOf(sandbox);
    if (!easiest) return this.toasts.done(`${sandbox.name} has no gateway, so it cannot be called yet.`);
    const isCopied = this.clipboard.copy(easiest.text);
    this.toasts.done(isCopied ? `Copied ${easiest.text}` : `It could not be copied: ${easiest.text}`);
  }

  async remove(sandbox: SandboxView): Promise<void> {
    const uses = await this.toasts.attempt(this.api.routeUses(sandbox.id));
    if (!uses || this.dialogs.isOpen()) return;
    const isSure = await this.dialogs.ask({
      heading: `Delete ${sandbox.name}?`,
      text: 'This cannot be undone. What goes:',
      ...fateOfSandbox(sandbox, uses),
      action: 'Delete sandbox',
      typeToConfirm: sandbox.name,
    });
    if (!isSure || !(await this.isDone(this.api.remove(sandbox.id)))) return;
    if (this.router.url.startsWith(`/sandboxes/${sandbox.id}`)) await this.router.navigateByUrl('/sandboxes');
    this.toasts.done(`${sandbox.name} is being deleted.`);
  }

  private async isDone(command: Promise<unknown>): Promise<boolean> {
    return (await this.toasts.attempt(command.then(() => true))) === true;
  }
}
