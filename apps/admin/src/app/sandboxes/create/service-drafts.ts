import { type AddServiceRequest, type RepositoryView } from '@sdp/protocol';
import { GATEWAY_SERVICE } from '../../names/names';

/** A service that is about to be added: a row of the form. */
export interface ServiceDraft {
  /** Stays the same while its row is typed into. */
  key: number;
  repository: string;
  branch: string;
}

/** A row is there to type into at all times: the last one is empty, and only the last. */
export function withEmptyRow(drafts: readonly ServiceDraft[]): ServiceDraft[] {
  const key = Math.max(0, ...drafts.map((draft) => draft.key)) + 1;
  return [...drafts.filter(isStarted), { key, repository: '', branch: '' }];
}

/** With this branch of this repository among them, once. */
export function withService(
  drafts: readonly ServiceDraft[],
  repository: string,
  branch: string,
): ServiceDraft[] {
  const others = drafts.filter((draft) => draft.repository !== repository);
  const key = Math.max(0, ...drafts.map((draft) => draft.key)) + 1;
  return withEmptyRow([...others, { key, repository, branch }]);
}

export function isStarted({ repository }: ServiceDraft): boolean {
  return repository !== '';
}

export function isComplete(draft: ServiceDraft, repositories: readonly RepositoryView[]): boolean {
  return draft.branch !== '' && repositories.some(({ name }) => name === draft.repository);
}

/** Without a gateway, nothing of the sandbox can be called: it comes along unless it is chosen already, or unknown. */
export function gatewayFor(
  drafts: readonly ServiceDraft[],
  repositories: readonly RepositoryView[],
): RepositoryView | undefined {
  const isChosen = drafts.some(({ repository }) => repository === GATEWAY_SERVICE);
  return isChosen ? undefined : repositories.find(({ name }) => name === GATEWAY_SERVICE);
}

export function requestOf({
  repository,
  branch,
}: Omit<ServiceDraft, 'key'>): AddServiceRequest & { name: string } {
  return { name: serviceNameOf(repository), repository, branch };
}

/** A repository's name may hold capitals and dots, a service's may not. */
export function serviceNameOf(repository: string): string {
  return repository
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
}
