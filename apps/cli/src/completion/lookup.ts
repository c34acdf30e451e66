import { type BranchView, TOKEN_SCOPES } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { sandbox } from '../names/sandboxes.js';
import { type Shell } from '../shell.js';
import { type Lookup } from './complete.js';

interface Named {
  name: string;
}

type Source = (api: Api, words: readonly string[]) => Promise<string[]>;

const names =
  (path: string): Source =>
  async (api) =>
    (await api.get<Named[]>(path)).map(({ name }) => name);

const servicesOf: Source = async (api, [name = '']) =>
  (await sandbox(api, name)).services.map((service) => service.name);

const everyService: Source = async (api) =>
  (await api.get<(Named & { services: Named[] })[]>('/sandboxes')).flatMap(({ name, services }) =>
    services.map((service) => `${name}/${service.name}`),
  );

const branchesOf: Source = async (api, [name = '', service = '']) => {
  const instance = (await sandbox(api, name)).services.find((one) => one.name === service);
  const repository = encodeURIComponent(instance?.repository ?? service);
  return (await api.get<BranchView[]>(`/repositories/${repository}/branches`)).map((branch) => branch.name);
};

/** By the name of the argument or option in its command. */
const SOURCES: Readonly<Record<string, Source>> = {
  sandbox: names('/sandboxes'),
  environment: names('/environments'),
  template: names('/templates'),
  repository: names('/repositories'),
  from: async (api) => [...(await names('/templates')(api, [])), ...(await names('/sandboxes')(api, []))],
  service: servicesOf,
  services: servicesOf,
  'sandbox/service': everyService,
  deployment: everyService,
  what: everyService,
  'option --branch': branchesOf,
  'option --environment': names('/environments'),
  'option --repository': names('/repositories'),
};

const FIXED: Readonly<Record<string, readonly string[]>> = {
  shell: ['bash', 'zsh', 'fish'],
  target: ['instance', 'baseline'],
  'option --scope': TOKEN_SCOPES,
};

/** Asks the platform; where it cannot, there is nothing to suggest, and nobody wants an error in their prompt. */
export function lookupFor(shell: Shell): Lookup {
  return async (kind, words) => {
    const fixed = FIXED[kind];
    if (fixed) return [...fixed];
    const source = SOURCES[kind];
    if (!source) return [];
    try {
      return await source(await shell.api(), words);
    } catch {
      return [];
    }
  };
}
