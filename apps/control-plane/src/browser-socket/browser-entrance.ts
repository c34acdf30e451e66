import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Role } from '@sdp/protocol';
import { map, merge, Subscription } from 'rxjs';
import { type Namespace } from 'socket.io';
import { AuthService } from '../auth/auth.service.js';
import { TokenChanges } from '../auth/tokens/token-changes.js';
import { roleWithin } from '../auth/tokens/token-scopes.js';
import { guardNamespace } from '../sockets/admission.js';
import { UsersService } from '../users/users.service.js';
import { BrowserAdmission } from './browser-admission.js';
import { type BrowserSocket } from './browser-socket.js';
import { LiveUpdates } from './live-updates.js';
import { passRoom, personRoom } from './rooms.js';
import { OPS_TOPICS } from './watching.js';

/** Opens the browsers' namespace: who comes in, who is shown out, and what everybody is told. */
@Injectable()
export class BrowserEntrance implements OnApplicationShutdown {
  private readonly logger = new Logger(BrowserEntrance.name);
  private readonly subscriptions = new Subscription();
  private namespace: Namespace | null = null;

  constructor(
    private readonly admission: BrowserAdmission,
    private readonly auth: AuthService,
    private readonly tokens: TokenChanges,
    private readonly users: UsersService,
    private readonly updates: LiveUpdates,
  ) {}

  /** How many browsers are connected. */
  get connections(): number {
    return this.namespace?.sockets.size ?? 0;
  }

  open(namespace: Namespace): void {
    this.namespace = namespace;
    guardNamespace<BrowserSocket>(namespace, (socket) => this.admission.admit(socket), this.logger);
    this.updates.start(namespace);
    this.subscriptions.add(
      merge(this.auth.sessionEnded.pipe(map(({ id }) => id)), this.tokens.ended).subscribe((passId) =>
        namespace.in(passRoom(passId)).disconnectSockets(true),
      ),
    );
    this.subscriptions.add(
      this.users.roleChanged.subscribe(({ username, role }) => takeRole(namespace, username, role)),
    );
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }
}

/** What is open follows the role: what it does not cover any more is not watched any more. */
function takeRole(namespace: Namespace, username: string, role: Role): void {
  const ids = namespace.adapter.rooms.get(personRoom(username)) ?? [];
  for (const id of ids) {
    const viewer = (namespace.sockets.get(id) as BrowserSocket | undefined)?.data.viewer;
    if (viewer) viewer.role = roleWithin(role, viewer.scopes);
  }
  if (role !== 'ops') namespace.in(personRoom(username)).socketsLeave([...OPS_TOPICS]);
}
