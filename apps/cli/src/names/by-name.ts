import { ID } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { CliError } from '../cli-error.js';

type Kind = 'environments' | 'templates' | 'agents';

/** Finds one by its name or id. @throws CliError when there is none */
export async function byName<T extends { id: string; name: string }>(
  api: Api,
  kind: Kind,
  nameOrId: string,
): Promise<T> {
  const all = await api.get<T[]>(`/${kind}`);
  const found = all.find(({ id, name }) => (ID.test(nameOrId) ? id === nameOrId : name === nameOrId));
  if (found) return found;
  throw new CliError(`There is no ${kind.slice(0, -1)} "${nameOrId}". See "sdp ${kind}".`);
}
