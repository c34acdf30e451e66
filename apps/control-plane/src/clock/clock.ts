import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';

/** The control plane's two clocks. `now` gives order and dates to show; `elapsed` measures, and never jumps. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Milliseconds since some fixed moment of this process. */
  elapsed(): number {
    return performance.now();
  }
}
