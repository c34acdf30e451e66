import { ID, type SandboxSummary, type SandboxView } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { CliError, usageError } from '../cli-error.js';

/** Its id, from its name or the id itself. @throws CliError when there is none of that name */
export async function sandboxId(api: Api, nameOrId: string): Promise<string> {
  if (ID.test(nameOrId)) return nameOrId;
  const sandboxes = await api.get<SandboxSummary[]>('/sandboxes');
  const found = sandboxes.find(({ name }) => name === nameOrId);
  if (!found) throw new CliError(`There is no sandbox "${nameOrId}". See "sdp sandboxes list".`);
  return found.id;
}

export async function sandbox(api: Api, nameOrId: string): Promise<SandboxView> {
  return api.get(`/sandboxes/${await sandboxId(api, nameOrId)}`);
}

/** `checkout/orders` taken apart. @throws CliError (usage) */
export function sandboxAndService(text: string): [sandbox: string, service: string] {
  const [name = '', service = '', ...rest] = text.split('/');
  if (!name || !service || rest.length > 0)
    throw usageError(`"${text}" is no service: write sandbox/service, as in checkout/orders.`);
  return [name, service];
}
