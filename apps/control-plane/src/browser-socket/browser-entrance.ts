import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Subscription } from 'rxjs';
import { type Namespace } from 'socket.io';
import { AuthService } from '../auth/auth.service.js';
import { guardNamespace } from '../sockets/admission.js';
import { BrowserAdmission } from './browser-admission.js';
import { type BrowserSocket } from './browser-socket.js';
import { LiveUpdates } from './live-updates.js';
import { sessionRoom } from './rooms.js';

/** Opens the browsers' namespace: who comes in, who is shown out, and what everybody is told. */
@Injectable()
export class BrowserEntrance implements OnApplicationShutdown {
  private readonly logger = new Logger(BrowserEntrance.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly admission: BrowserAdmission,
    private readonly auth: AuthService,
    private readonly updates: LiveUpdates,
  ) {}

  open(namespace: Namespace): void {
    guardNamespace<BrowserSocket>(namespace, (socket) => this.admission.admit(socket), this.logger);
    this.updates.start(namespace);
    this.subscription = this.auth.sessionEnded.subscribe((sessionId) =>
      namespace.in(sessionRoom(sessionId)).disconnectSockets(true),
    );
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }
}
