import { type DeliveryReport, type DeliveryState, type DeliveryView, type WebhookView } from '@sdp/protocol';
import { type Tone } from '../ui/chip';

interface Shown {
  word: string;
  tone: Tone;
}

export const DELIVERY_STATES: Readonly<Record<DeliveryState, Shown>> = {
  waiting: { word: 'Waiting', tone: 'busy' },
  done: { word: 'Done', tone: 'ok' },
  ignored: { word: 'Ignored', tone: 'idle' },
  refused: { word: 'Refused', tone: 'warn' },
  failed: { word: 'Failed', tone: 'bad' },
};

/** Whether Bitbucket was told what came of it, in a sentence. */
export function reportWords({ state, problem }: DeliveryReport): string {
  if (state === 'sent') return 'Bitbucket shows how it stands.';
  if (state === 'failed') return `Bitbucket was not told how it stands: ${problem}.`;
  return problem === null
    ? 'Bitbucket is being told how it stands.'
    : `Bitbucket is told again later: ${problem}.`;
}

const SERVER_EVENT = /^(?:repo:refs_changed$|pr:|diagnostics:)/;
const CLOUD_EVENT = /^(?:repo:push$|pullrequest:)/;

/** How a webhook fares; what needs somebody comes first. */
export function webhookState({ failures, reporting, lastDeliveryAt }: WebhookView): Shown {
  if (failures > 0) return { word: `${failures} failed`, tone: 'bad' };
  if (reporting.state === 'failing') return { word: 'Cannot report back', tone: 'warn' };
  if (lastDeliveryAt === null) return { word: 'Nothing came yet', tone: 'idle' };
  return { word: 'Works', tone: 'ok' };
}

/** Cloud and Server never use the same key for an event; undefined for one that neither uses. */
export function hostOf({ eventKey }: Pick<DeliveryView, 'eventKey'>): string | undefined {
  if (SERVER_EVENT.test(eventKey)) return 'Bitbucket Server';
  return CLOUD_EVENT.test(eventKey) ? 'Bitbucket Cloud' : undefined;
}

/** What Bitbucket has to call: this server, as the browser reaches it. */
export function addressOf({ path }: Pick<WebhookView, 'path'>, location: Pick<Location, 'origin'>): string {
  return location.origin + path;
}
