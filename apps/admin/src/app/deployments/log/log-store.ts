import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { type BrowserLogChunk } from '@sdp/protocol';
import { LiveUpdates } from '../../live/live-updates';
import { LogLines } from './log-lines';

/** A deployment's log, read from the socket by byte offset: no line is lost or shown twice by a reconnect. */
@Injectable()
export class LogStore {
  private readonly live = inject(LiveUpdates);
  private readonly utf8 = new TextEncoder();
  private readonly _lines = signal(new LogLines());
  private readonly _lineCount = signal(0);
  private readonly _isComplete = signal(false);
  private offset = 0;
  private close: (() => void) | undefined;

  /** Grows in place; `lineCount` says when. */
  readonly lines = this._lines.asReadonly();
  readonly lineCount = this._lineCount.asReadonly();
  /** The deployment has ended and its whole log is here. */
  readonly isComplete = this._isComplete.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.close?.());
  }

  open(deploymentId: string): void {
    this.close?.();
    this.offset = 0;
    this._lines.set(new LogLines());
    this._lineCount.set(0);
    this._isComplete.set(false);
    this.close = this.live.openLog(deploymentId, {
      offset: () => this.offset,
      accept: (chunk) => this.accept(chunk),
    });
  }

  private accept({ offset, text, isLast }: BrowserLogChunk): 'read' | 'gap' {
    const end = offset + this.utf8.encode(text).length;
    if (offset > this.offset || (offset < this.offset && end > this.offset)) return 'gap';
    if (offset === this.offset) {
      this.lines().append(text);
      this.offset = end;
    }
    if (isLast) {
      this.lines().end();
      this._isComplete.set(true);
    }
    this._lineCount.set(this.lines().all.length);
    return 'read';
  }
}
