import { type ServedRepository, type WebhookView } from '@sdp/protocol';

export function servedOf(webhook: WebhookView | undefined): ServedRepository[] {
  return webhook?.repositories.map(({ repository, fullName }) => ({ repository, fullName })) ?? [];
}

/** Each is there once, in the order in which they were chosen. */
export function withRepository(
  served: readonly ServedRepository[],
  repository: string,
): readonly ServedRepository[] {
  return served.some((one) => one.repository === repository) ? served : [...served, { repository }];
}

/** An empty name is none: then the repository's URL tells it. */
export function withName(
  served: readonly ServedRepository[],
  repository: string,
  fullName: string,
): ServedRepository[] {
  return served.map((one) =>
    one.repository === repository ? { repository, ...(fullName && { fullName }) } : one,
  );
}
