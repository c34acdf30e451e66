import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type LogLinesView, type LogMatchesView, type LogOutlineView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LOG_LEVELS_OF_VIEW } from './level-words';
import { type LogLine, shownLine } from './log-line';
import { type LineQuery, type Matches } from './log-source';

const LINES_AT_ONCE = 1024;
const SINGLES_AT_ONCE = 256;

/** A deployment's log, as the API has it. */
@Injectable({ providedIn: 'root' })
export class LogApi {
  private readonly http = inject(HttpClient);

  outline(deploymentId: string): Promise<LogOutlineView> {
    return this.get(deploymentId, 'outline', {});
  }

  /** All of these lines that the log has; very long ones come in several answers. */
  async lines(deploymentId: string, from: number, to: number): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (let next: number | null = from; next !== null && next <= to;) {
      const count = Math.min(LINES_AT_ONCE, to - next + 1);
      const part: LogLinesView = await this.get(deploymentId, 'lines', { from: next, count });
      for (const line of part.lines) lines.push(shownLine(line));
      next = part.next;
    }
    return lines;
  }

  /** Lines that are far apart. */
  async singles(deploymentId: string, numbers: readonly number[]): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for (let at = 0; at < numbers.length; at += SINGLES_AT_ONCE) {
      const some = numbers.slice(at, at + SINGLES_AT_ONCE).join(',');
      const found: LogLinesView = await this.get(deploymentId, 'lines', { numbers: some });
      lines.push(...found.lines.map(shownLine));
    }
    return lines;
  }

  async find(deploymentId: string, query: LineQuery, from: number): Promise<Matches> {
    const { text, matchCase, levels } = query;
    const isPart = levels.length > 0 && levels.length < LOG_LEVELS_OF_VIEW.length;
    const found: LogMatchesView = await this.get(deploymentId, 'search', {
      from,
      ...(text !== '' && { text, matchCase }),
      ...(isPart && { level: levels.join(',') }),
    });
    const bits = Uint8Array.from(atob(found.bits), (character) => character.charCodeAt(0));
    return { from, to: found.to, bits };
  }

  private get<T>(
    deploymentId: string,
    what: string,
    params: Record<string, string | number | boolean>,
  ): Promise<T> {
    const url = `/api/deployments/${encodeURIComponent(deploymentId)}/log/${what}`;
    return firstValueFrom(this.http.get<T>(url, { params }));
  }
}
