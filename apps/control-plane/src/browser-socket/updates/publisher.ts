import { type Change } from '../../changes/change-feed.js';
import { type Audience } from '../audience.js';

/** Kinds of changes that browsers are sent the new value of; of the others they are told the id. */
export type ValueKind = 'agent' | 'deployment' | 'group' | 'sandbox' | 'routes';

/** Tells those who watch it how something looks now. */
export interface Publisher {
  readonly kind: ValueKind & Change['kind'];
  publish(id: string, audience: Audience): Promise<void>;

  /** After the last of the changes that are told together: for what many of them have in common. */
  finish?(audience: Audience): Promise<void>;
}

/** All of them, one for each kind. */
export const PUBLISHERS = Symbol('publishers');
