import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type DeploymentView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';

/** Commands on deployments. */
@Injectable({ providedIn: 'root' })
export class DeploymentsApi {
  private readonly http = inject(HttpClient);

  cancel(id: string): Promise<unknown> {
    return firstValueFrom(this.http.post(`${deployment(id)}/cancel`, {}));
  }

  /** A retry is a new deployment. */
  retry(id: string): Promise<DeploymentView> {
    return firstValueFrom(this.http.post<DeploymentView>(`${deployment(id)}/retry`, {}));
  }
}

function deployment(id: string): string {
  return `/api/deployments/${encodeURIComponent(id)}`;
}
