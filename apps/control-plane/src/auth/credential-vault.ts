import { Injectable } from '@nestjs/common';
import { type GitCredentials } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { fingerprintOf } from './credential-fingerprint.js';

/**
 * Credentials for work that waits, in memory only: a restart empties it. What waits then is taken care of as soon as
 * its person shows up again, since every request of theirs brings the credentials along.
 */
@Injectable()
export class CredentialVault {
  private readonly held = new Map<string, GitCredentials>();
  private readonly wanted = new Map<string, Set<string>>();
  private readonly refused = new Set<string>();

  /** Somebody showed up whose work was waiting for credentials. */
  readonly supplied = new Subject<string>();

  hold(workId: string, credentials: GitCredentials): void {
    this.held.set(workId, credentials);
  }

  credentialsFor(workId: string): GitCredentials | undefined {
    return this.held.get(workId);
  }

  /** The next time `username` shows up, their credentials are held for `workId`. */
  want(workId: string, username: string): void {
    const waiting = this.wanted.get(username) ?? new Set();
    this.wanted.set(username, waiting.add(workId));
  }

  release(workId: string): void {
    this.held.delete(workId);
    for (const [username, waiting] of this.wanted) {
      waiting.delete(workId);
      if (waiting.size === 0) this.wanted.delete(username);
    }
  }

  /** The git server does not take them any more: work that was to be done with them waits for others. */
  refuse(credentials: GitCredentials): void {
    const refused = fingerprintOf(credentials);
    this.refused.add(refused);
    for (const [workId, held] of this.held) {
      if (fingerprintOf(held) !== refused) continue;
      this.held.delete(workId);
      this.want(workId, held.username);
    }
  }

  isRefused(credentials: GitCredentials): boolean {
    return this.refused.size > 0 && this.refused.has(fingerprintOf(credentials));
  }

  /** They are proven, whatever was said of them before. */
  accept(credentials: GitCredentials): void {
    this.refused.delete(fingerprintOf(credentials));
  }

  /** Called for every authenticated request and connection. */
  supply(username: string, credentials: GitCredentials): void {
    const waiting = this.wanted.get(username);
    if (!waiting) return;
    this.wanted.delete(username);
    for (const workId of waiting) this.hold(workId, credentials);
    this.supplied.next(username);
  }
}
