import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type DeliveryReceipt } from '@sdp/protocol';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type HostEvent } from '../events/host-event.js';
import { CLOUD_PUSH } from '../events/bitbucket-cloud.js';
import { readEvent } from '../events/read-event.js';
import { HookSecrets } from '../hook-secrets.js';
import { WebhookRecords } from '../webhook-records.js';
import { badSignature } from '../webhooks.errors.js';
import { DeliveryRecords } from './delivery-records.js';
import { isSignedWith } from './signature.js';

/** A request of a git host. */
export interface HookRequest {
  body: Buffer;
  signature: string | undefined;
  eventKey: string | undefined;
  /** Null when the git host gives none. */
  requestId: string | null;
  /** Address of the peer. */
  from: string;
}

const MAX_ID_LENGTH = 100;

/** Checks who calls, and writes down what is told; it is worked on afterwards. */
@Injectable()
export class Receiver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: WebhookRecords,
    private readonly secrets: HookSecrets,
    private readonly deliveries: DeliveryRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `signature-invalid`, for a webhook that is not there, too. */
  async receive(webhookId: string, request: HookRequest): Promise<DeliveryReceipt> {
    await this.authenticate(webhookId, request);
    const eventKey = (request.eventKey ?? 'no event').slice(0, MAX_ID_LENGTH);
    const event = readEvent(eventKey, request.body);
    if (event.kind === 'ping') return { outcome: 'pong', deliveryId: null };

    const givenId = request.requestId?.slice(0, MAX_ID_LENGTH) ?? null;
    const digest = digestOf(eventKey, request.body, eventKey === CLOUD_PUSH ? givenId : null);
    const requestId = givenId ?? digest;
    return this.unitOfWork.run(async () => {
      const seen = await this.deliveries.seen(webhookId, requestId, digest);
      if (seen) return { outcome: 'seen', deliveryId: seen.id };
      const told = { webhookId, requestId, digest, eventKey, event, from: request.from };
      const { id } = await this.deliveries.insert({ ...told, ...this.beginningOf(event) });
      return { outcome: 'accepted', deliveryId: id };
    });
  }

  private async authenticate(webhookId: string, { body, signature }: HookRequest): Promise<void> {
    const hook = await this.hooks.hooks.findOneBy({ id: webhookId });
    const secret = hook ? this.secrets.open(hook) : randomBytes(32).toString('hex');
    if (!isSignedWith(secret, body, signature)) throw badSignature();
  }

  private beginningOf(event: HostEvent) {
    const now = this.clock.now();
    const isUnknown = event.kind === 'unknown';
    return {
      receivedAt: now,
      dueAt: now,
      state: isUnknown ? ('ignored' as const) : ('waiting' as const),
      outcome: isUnknown ? `the event ${event.why}` : '',
      deploymentIds: [],
      attempts: 0,
    };
  }
}

/**
 * What a delivery is known again by under another request's id, which is not signed: its body, for whoever recorded it
 * can send it with any id. Pushes of Bitbucket Cloud alone are told apart by their id as well: their bodies have no date,
 * so a branch that is pushed, taken back and pushed again makes the same body twice. A recorded push that is sent again costs a build at most: all it leads to
 * is that what follows the branch is brought to where the branch is by then, never to the commit that the body names.
 * A pull request's body says when it was changed, so it is never the same twice, and an older one counts for nothing.
 */
function digestOf(eventKey: string, body: Buffer, requestId: string | null): string {
  const hash = createHash('sha256').update(eventKey).update('\0').update(body);
  if (requestId !== null) hash.update('\0').update(requestId);
  return hash.digest('hex');
}
