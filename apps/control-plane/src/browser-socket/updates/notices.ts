import { type Update } from '@sdp/protocol';
import { type Change } from '../../changes/change-feed.js';
import { personRoom } from '../rooms.js';
import { type ValueKind } from './publisher.js';

export interface Notice {
  rooms: string[];
  update: Update;
}

type NoticeKind = Exclude<Change['kind'], ValueKind>;

/** What is told of changes where the id is enough: whoever wants to know more reads it anew. */
const NOTICES: Readonly<Record<NoticeKind, (id: string) => Notice>> = {
  'sandbox-removed': (id) => ({
    rooms: ['sandboxes', `sandbox:${id}`],
    update: { kind: 'sandbox-removed', id },
  }),
  environment: (id) => ({ rooms: ['environments'], update: { kind: 'environment-changed', id } }),
  'environment-removed': (id) => ({ rooms: ['environments'], update: { kind: 'environment-removed', id } }),
  template: (id) => ({ rooms: ['templates'], update: { kind: 'template-changed', id } }),
  'template-removed': (id) => ({ rooms: ['templates'], update: { kind: 'template-removed', id } }),
  webhook: (id) => ({ rooms: ['webhooks'], update: { kind: 'webhook-changed', id } }),
  repository: (name) => ({ rooms: ['repositories'], update: { kind: 'repository-changed', name } }),
  // The person hears of it, too: what they may do has changed.
  user: (username) => ({
    rooms: ['users', personRoom(username)],
    update: { kind: 'user-changed', username },
  }),
  access: (username) => ({ rooms: [personRoom(username)], update: { kind: 'access-changed' } }),
  audit: (number) => ({ rooms: ['audit'], update: { kind: 'audit-grew', number: Number(number) } }),
};

export function noticeOf({ kind, id }: Change): Notice | null {
  return kind in NOTICES ? NOTICES[kind as NoticeKind](id) : null;
}
