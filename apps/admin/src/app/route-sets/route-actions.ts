import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type RouteOverride, type RouteSetView, type RouteView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { Toasts } from '../errors/toasts';
import { type DialogCode, Dialogs } from '../ui/dialogs';
import { type ChooseOverride } from './override-dialog';

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
    const save = async (override: RouteOverride | null) =>
      taken(await this.setOverride(sandboxId, route.service, override));
    const data: ChooseOverride = { sandboxId, route, save };
    if (!(await this.dialogs.open<boolean>(loadOverrideDialog, data))) return false;
    this.toasts.undoable(`Decided where ${route.service} goes. A push applies it.`, () =>
      save(route.override),
    );
    return true;
  }

  /** `null` takes the override away. */
  private setOverride(
    sandboxId: string,
    service: string,
    override: RouteOverride | null,
  ): Promise<RouteSetView> {
    const url = `/api/sandboxes/${encodeURIComponent(sandboxId)}/routes/overrides/${encodeURIComponent(service)}`;
    return firstValueFrom(
      override ? this.http.put<RouteSetView>(url, override) : this.http.delete<RouteSetView>(url),
    );
  }
}
