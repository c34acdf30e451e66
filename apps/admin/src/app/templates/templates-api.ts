import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type ClonedSandbox,
  type CloneTemplateRequest,
  type TemplateFromSandboxRequest,
  type TemplateProblem,
  type TemplateView,
} from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';

const URL = '/api/templates';

/** Commands on templates. */
@Injectable({ providedIn: 'root' })
export class TemplatesApi {
  private readonly http = inject(HttpClient);

  fromSandbox(request: TemplateFromSandboxRequest): Promise<TemplateView> {
    return firstValueFrom(this.http.post<TemplateView>(`${URL}/from-sandbox`, request));
  }

  /** A new template, or a new version of the one that is named. */
  import(yaml: string, id?: string): Promise<TemplateView> {
    const url = id ? `${template(id)}/import` : `${URL}/import`;
    return firstValueFrom(this.http.post<TemplateView>(url, { yaml }));
  }

  validate(yaml: string): Promise<TemplateProblem[]> {
    return firstValueFrom(this.http.post<TemplateProblem[]>(`${URL}/validate`, { yaml }));
  }

  yamlOf(id: string, version?: number): Promise<string> {
    return firstValueFrom(this.http.get(this.exportUrl(id, version), { responseType: 'text' }));
  }

  exportUrl(id: string, version?: number): string {
    return `${template(id)}/export${version ? `?version=${version}` : ''}`;
  }

  clone(id: string, request: CloneTemplateRequest): Promise<ClonedSandbox> {
    return firstValueFrom(this.http.post<ClonedSandbox>(`${template(id)}/clone`, request));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(template(id)));
  }
}

function template(id: string): string {
  return `${URL}/${encodeURIComponent(id)}`;
}
