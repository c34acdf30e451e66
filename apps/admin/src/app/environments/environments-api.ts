import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type ChangeVariablesRequest,
  type CreateEnvironmentRequest,
  type EnvironmentView,
  type ImportVariablesRequest,
  type UpdateEnvironmentRequest,
} from '@sdp/protocol';
import { firstValueFrom, type Observable } from 'rxjs';

const URL = '/api/environments';

/** Commands on environments, and one as it is now. */
@Injectable({ providedIn: 'root' })
export class EnvironmentsApi {
  private readonly http = inject(HttpClient);

  read(id: string): Promise<EnvironmentView> {
    return send(this.http.get<EnvironmentView>(environmentUrl(id)));
  }

  create(request: CreateEnvironmentRequest): Promise<EnvironmentView> {
    return send(this.http.post<EnvironmentView>(URL, request));
  }

  update(id: string, request: UpdateEnvironmentRequest): Promise<EnvironmentView> {
    return send(this.http.patch<EnvironmentView>(environmentUrl(id), request));
  }

  changeVariables(id: string, request: ChangeVariablesRequest): Promise<EnvironmentView> {
    return send(this.http.patch<EnvironmentView>(`${environmentUrl(id)}/variables`, request));
  }

  import(id: string, request: ImportVariablesRequest): Promise<EnvironmentView> {
    return send(this.http.post<EnvironmentView>(`${environmentUrl(id)}/import`, request));
  }

  restore(id: string, version: number): Promise<EnvironmentView> {
    return send(this.http.post<EnvironmentView>(`${environmentUrl(id)}/versions/${version}/restore`, {}));
  }

  clone(id: string, name: string): Promise<EnvironmentView> {
    return send(this.http.post<EnvironmentView>(`${environmentUrl(id)}/clone`, { name }));
  }

  remove(id: string): Promise<unknown> {
    return send(this.http.delete(environmentUrl(id)));
  }
}

export function environmentUrl(id: string): string {
  return `${URL}/${encodeURIComponent(id)}`;
}

function send<T>(answer: Observable<T>): Promise<T> {
  return firstValueFrom(answer);
}
