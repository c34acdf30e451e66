import { type DeliveryState } from '@sdp/protocol';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type HostEvent } from '../events/host-event.js';

/** One event as it came in, and what came of it. It is written before it is worked on, so a crash loses none. */
@Entity('webhook_delivery')
@Index('one_delivery_per_request', ['webhookId', 'requestId'], { unique: true })
@Index('one_delivery_per_body', ['webhookId', 'digest'], { unique: true })
@Index('deliveries_by_state', ['state', 'number'])
export class WebhookDelivery {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Order of arrival; the wall clock may jump, this does not. */
  @Column({ type: 'integer', unique: true })
  number: number;

  @Column({ type: 'uuid' })
  @ForeignKey('Webhook', { onDelete: 'CASCADE' })
  webhookId: string;

  /** The git host's own id of the request. */
  @Column({ type: 'varchar', length: 100 })
  requestId: string;

  /** SHA-256 of the event's key and the body, which is signed; of a push, with the request's id, which is not. */
  @Column({ type: 'varchar', length: 64 })
  digest: string;

  /** As the git host calls it, e.g. `repo:push`. */
  @Column({ type: 'varchar', length: 100 })
  eventKey: string;

  @Column({ type: 'simple-json' })
  event: HostEvent;

  /** Address of the peer. */
  @Column({ type: 'varchar', length: 60 })
  from: string;

  @Column({ type: Date })
  receivedAt: Date;

  @Column({ type: 'varchar', length: 10 })
  state: DeliveryState;

  /** What was done, or why not, in a sentence. */
  @Column({ type: 'varchar', length: 1000 })
  outcome: string;

  @Column({ type: 'simple-json' })
  deploymentIds: string[];

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  /** Not worked on before. */
  @Column({ type: Date })
  dueAt: Date;
}
