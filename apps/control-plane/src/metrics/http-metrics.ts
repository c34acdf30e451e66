import { Injectable } from '@nestjs/common';
import { type EndedRequest } from '../logging/request-log.js';
import { Metrics } from './metrics.js';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** How fast the API answers. What no route serves is one label, whatever was asked for. */
@Injectable()
export class HttpMetrics {
  constructor(private readonly metrics: Metrics) {}

  note({ method, route, status, durationMs }: EndedRequest): void {
    const labels = {
      method: METHODS.has(method) ? method : 'other',
      route: route?.startsWith('/api/') ? route : 'none',
      status: String(status),
    };
    this.metrics.httpSeconds.observe(labels, durationMs / 1000);
  }
}
