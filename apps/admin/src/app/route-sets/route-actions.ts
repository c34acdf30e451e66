import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type RouteOverride, type RouteSetView, type RouteView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { assertStill } from '../errors/changed-since';
import { Toasts } from '../errors/toasts';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { type ChooseOverride } from './override-dialog';
import { routesUrl } from './route-set-store';

const loadOverrideDialog: DialogCode = () => import('./override-dialog').then((file) => file.OverrideDialog);

/** What can be decided about a route, from its sandbox's page or from the command palette. */
@Injectable({ providedIn: 'root' })
export class RouteActions {
  private readonly http = inject(HttpClient);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);

  /** Answers whether something was decided; `taken` is told what came of it, also when it is taken back. */
  async change(
    sandboxId: string,
    route: RouteView,
    taken: (routeSet: RouteSetView) => void = () => undefined,
  ): Promise<boolean> {
    const { service } = route;
    let left: RouteOverride | null = null;
    const save = async (override: RouteOverride | null) => {
      const routeSet = await this.setOverride(sandboxId, service, override);
      left = overrideIn(routeSet, service);
      taken(routeSet);
    };
    const data: ChooseOverride = { sandboxId, route, save };
    if (!(await this.dialogs.open<boolean>(loadOverrideDialog, data))) return false;
    this.toasts.undoable(`Decided where ${service} goes. A push applies it.`, async () => {
      const now = await firstValueFrom(this.http.get<RouteSetView>(routesUrl(sandboxId)));
      assertStill(`The route of ${service}`, left, overrideIn(now, service));
      await save(route.override);
    });
    return true;
  }

  /** `null` takes the override away. */
  private setOverride(
    sandboxId: string,
    service: string,
    override: RouteOverride | null,
  ): Promise<RouteSetView> {
    const url = `${routesUrl(sandboxId)}/overrides/${encodeURIComponent(service)}`;
    return firstValueFrom(
      override ? this.http.put<RouteSetView>(url, override) : this.http.delete<RouteSetView>(url),
    );
  }
}

function overrideIn({ routes }: RouteSetView, service: string): RouteOverride | null {
  return routes.find((route) => route.service === service)?.override ?? null;
}
