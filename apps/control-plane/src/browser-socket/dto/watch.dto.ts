import { type Topic, type WatchRequest } from '@sdp/protocol';
import { Matches } from 'class-validator';

const LISTS = 'sandboxes|agents|queue|environments|templates|repositories|webhooks|users|audit';
const ONE = '(?:sandbox|stats|deployment|group):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOPIC = new RegExp(`^(?:${LISTS}|${ONE})$`);

export class WatchDto implements WatchRequest {
  @Matches(TOPIC, {
    message: `$property must be one of ${LISTS.replaceAll('|', ', ')}, sandbox:<id>, stats:<id>, deployment:<id>, group:<id>`,
  })
  topic: Topic;
}
