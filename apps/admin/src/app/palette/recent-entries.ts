import { inject, Injectable } from '@angular/core';
import { SessionStore } from '../auth/session-store';

const MOST = 5;

/** The keys of what this person last chose in the palette of this browser, the newest first. */
@Injectable({ providedIn: 'root' })
export class RecentEntries {
  private readonly session = inject(SessionStore).session;

  keys(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.place()) ?? '[]');
      return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
    } catch {
      return [];
    }
  }

  chose(key: string): void {
    const keys = [key, ...this.keys().filter((other) => other !== key)];
    localStorage.setItem(this.place(), JSON.stringify(keys.slice(0, MOST)));
  }

  private place(): string {
    return `sdp-palette ${this.session()?.username}`;
  }
}
