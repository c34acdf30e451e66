import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import {
  type RouteView,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
} from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { RouteActions } from '../route-sets/route-actions';
import { RouteSetStore } from '../route-sets/route-set-store';
import { SandboxActions } from '../sandboxes/sandbox-actions';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { ServiceActions } from '../sandboxes/services/service-actions';
import { LIFETIMES } from '../sandboxes/settings/lifetimes';
import { type PaletteEntry } from './palette-entries';

/** Going to a sandbox, and all that its reader may do with it. */
@Injectable()
export class SandboxEntries {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly api = inject(SandboxesApi);
  private readonly sandboxes = inject(SandboxActions);
  private readonly services = inject(ServiceActions);
  private readonly routes = inject(RouteActions);
  private readonly routeSets = inject(RouteSetStore);

  visit(sandbox: SandboxSummary): PaletteEntry {
    const { id, name, owner, description } = sandbox;
    return {
      key: `sandbox:${id}`,
      group: 'sandbox',
      name,
      about: [owner, description].filter(Boolean).join(' · '),
      isFurther: true,
      inside: () => this.actions(sandbox),
      run: this.to(sandbox),
    };
  }

  actions(sandbox: SandboxSummary): PaletteEntry[] {
    const { name, rights, isDeleting } = sandbox;
    const { mayUse, mayEdit, mayOwn } = isDeleting ? NOTHING : rights;
    return [
      ...(mayUse ? this.using(sandbox) : []),
      this.with(sandbox, 'copy', `Copy the address of ${name}`, (view) => this.sandboxes.copyAddress(view)),
      this.with(sandbox, 'clone', `Clone ${name} …`, (view) => this.sandboxes.clone(view)),
      this.entry(sandbox, 'routes', `Routes of ${name}`, this.to(sandbox, 'routes')),
      this.entry(sandbox, 'variables', `Variables of ${name}`, this.to(sandbox, 'variables')),
      this.entry(sandbox, 'deployments', `Deployments of ${name}`, () =>
        this.router.navigate(['/deployments'], { queryParams: { sandboxId: sandbox.id } }),
      ),
      this.entry(sandbox, 'compare', `Compare ${name} with another …`, () =>
        this.router.navigate(['/sandboxes/compare'], { queryParams: { left: sandbox.id } }),
      ),
      ...(this.session.mayBuild()
        ? [
            this.with(sandbox, 'template', `Save ${name} as a template …`, (view) =>
              this.sandboxes.saveAsTemplate(view),
            ),
          ]
        : []),
      ...(mayEdit ? this.editing(sandbox) : []),
      ...(mayOwn
        ? [
            {
              ...this.with(sandbox, 'delete', `Delete ${name} …`, (view) => this.sandboxes.remove(view)),
              isFinal: true,
            },
          ]
        : []),
    ];
  }

  private using(sandbox: SandboxSummary): PaletteEntry[] {
    const { name, services, isStopped, hold } = sandbox;
    const several =
      services.length > 1
        ? [this.with(sandbox, 'deploy', `Deploy ${name} …`, (view) => this.deploy(view))]
        : [];
    return [
      ...several,
      ...services.flatMap((service) => this.ofService(sandbox, service)),
      isStopped
        ? this.with(sandbox, 'start', `Start ${name}`, (view) => this.sandboxes.start(view))
        : this.with(sandbox, 'stop', `Stop ${name} …`, (view) => this.sandboxes.stop(view)),
      hold
        ? this.with(sandbox, 'end-hold', `End the hold of ${name}`, (view) => this.sandboxes.endHold(view))
        : this.with(sandbox, 'hold', `Hold ${name} …`, (view) => this.sandboxes.hold(view)),
    ];
  }

  private editing(sandbox: SandboxSummary): PaletteEntry[] {
    const { name } = sandbox;
    const lifetimes = () =>
      LIFETIMES.map(({ hours, words }) =>
        this.with(sandbox, `extend-${hours}`, `Let ${name} live ${words} from now`, (view) =>
          this.sandboxes.extend(view, hours),
        ),
      );
    return [
      this.routing(sandbox),
      this.entry(sandbox, 'add-service', `Add a service to ${name}`, this.to(sandbox, 'services', 'new')),
      { ...this.entry(sandbox, 'extend', `Extend the life of ${name} …`), inside: lifetimes },
      this.entry(sandbox, 'settings', `Settings of ${name}`, this.to(sandbox, 'settings')),
    ];
  }

  private routing(sandbox: SandboxSummary): PaletteEntry {
    const { id, name } = sandbox;
    return {
      ...this.entry(sandbox, 'route', `Change a route of ${name} …`),
      enter: () => this.routeSets.open(id),
      inside: () => (this.routeSets.routeSet()?.routes ?? []).map((route) => this.route(sandbox, route)),
    };
  }

  private route(sandbox: SandboxSummary, route: RouteView): PaletteEntry {
    const { service, target } = route;
    const change = () => this.changeRoute(sandbox, route);
    const entry = this.entry(sandbox, `route/${service}`, `Where ${service} goes …`, change);
    return { ...entry, about: target ?? 'nowhere' };
  }

  /** Nothing changes before a push, which is on the page. */
  private async changeRoute(sandbox: SandboxSummary, route: RouteView): Promise<void> {
    if (await this.routes.change(sandbox.id, route)) await this.to(sandbox, 'routes')();
  }

  private ofService(sandbox: SandboxSummary, service: SandboxSummary['services'][number]): PaletteEntry[] {
    const { id, name: sandboxName } = sandbox;
    const { name, observed } = service;
    const entry = (verb: string, words: string, run: () => unknown) =>
      this.entry(sandbox, `${name}/${verb}`, `${words} in ${sandboxName}`, run);
    const isUp = observed === 'running' || observed === 'unhealthy';
    const tell = (command: 'start' | 'stop' | 'restart') => () => this.services.tell(id, name, command);
    return [
      entry('deploy', `Deploy ${name}`, () => this.services.deploy(id, name)),
      entry('roll-back', `Roll back ${name} …`, () => this.rollBack(id, name)),
      ...(isUp
        ? [entry('restart', `Restart ${name}`, tell('restart')), entry('stop', `Stop ${name}`, tell('stop'))]
        : []),
      ...(observed === 'exited' ? [entry('start', `Start ${name}`, tell('start'))] : []),
    ];
  }

  private async deploy(sandbox: SandboxView): Promise<void> {
    if (await this.sandboxes.deploy(sandbox)) await this.to(sandbox)();
  }

  /** For deployments as well, which know their service by name only. */
  async rollBack(sandboxId: string, name: string): Promise<void> {
    const sandbox = await this.toasts.attempt(this.api.read(sandboxId));
    const service = sandbox?.services.find((each) => each.name === name);
    if (!service) return;
    if (hasEarlier(service)) await this.services.rollBack(sandboxId, service);
    else this.toasts.done(`Its agent has no earlier release of ${name} to go back to.`);
  }

  /** The list knows too little for what is done with the whole: it is read when it is chosen. */
  private with(
    sandbox: SandboxSummary,
    verb: string,
    name: string,
    run: (view: SandboxView) => unknown,
  ): PaletteEntry {
    return this.entry(sandbox, verb, name, async () => {
      const view = await this.toasts.attempt(this.api.read(sandbox.id));
      if (view) await run(view);
    });
  }

  private entry(sandbox: SandboxSummary, verb: string, name: string, run?: () => unknown): PaletteEntry {
    const key = `sandbox:${sandbox.id}/${verb}`;
    return { key, group: 'action', name, about: '', isFurther: true, ...(run && { run }) };
  }

  private to({ id }: Pick<SandboxSummary, 'id'>, ...section: string[]): () => Promise<boolean> {
    return () => this.router.navigate(['/sandboxes', id, ...section]);
  }
}

const NOTHING: SandboxSummary['rights'] = { mayUse: false, mayEdit: false, mayOwn: false };

function hasEarlier({ releases }: ServiceInstanceView): boolean {
  return releases.some(({ isRunning }) => !isRunning);
}
