import { type Topic, type WatchRequest } from '@sdp/protocol';
import { Matches } from 'class-validator';

const TOPIC = /^(?:sandboxes|agents|(?:sandbox|deployment):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export class WatchDto implements WatchRequest {
  @Matches(TOPIC, { message: '$property must be sandboxes, agents, sandbox:<id> or deployment:<id>' })
  topic: Topic;
}
