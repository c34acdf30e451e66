import { hostname } from 'node:os';
import { type CreatedToken, type CreateTokenRequest, type TokenList, type TokenView } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { type Printer } from '../output/printer.js';

/** Other names of tokens are their owners'. */
export const MACHINE_TOKEN = `sdp on ${hostname()
  .replace(/[^A-Za-z0-9.-]/g, '-')
  .slice(0, 50)}`;

/**
 * Makes the token of this machine, one for each: those of before go once the new one is kept. What fails after that is
 * told, and takes nothing away from the new one.
 * @throws CliError when none is made; those of before are as they were
 */
export async function machineToken(
  api: Api,
  request: Omit<CreateTokenRequest, 'name'>,
  keep: (made: CreatedToken) => Promise<void>,
  print: Printer,
): Promise<void> {
  const { tokens } = await api.get<TokenList>('/tokens');
  const before = tokens.filter(({ name }) => isOfThisMachine(name));
  const made = await api.send<CreatedToken>('POST', '/tokens', { ...request, name: freeName(before) });
  await keep(made);
  await takeOver(api, made, before).catch((error: Error) =>
    print.problem(`The token of before was not replaced, and may be listed still: ${error.message}`),
  );
}

async function takeOver(api: Api, made: TokenView, before: readonly TokenView[]): Promise<void> {
  for (const { id } of before) await api.send('DELETE', `/tokens/${id}`);
  if (made.name !== MACHINE_TOKEN) await api.send('PATCH', `/tokens/${made.id}`, { name: MACHINE_TOKEN });
}

/** Under a name with a number it was made beside another one. */
function isOfThisMachine(name: string): boolean {
  return (
    name === MACHINE_TOKEN ||
    (name.startsWith(`${MACHINE_TOKEN} `) && /^\d+$/.test(name.slice(MACHINE_TOKEN.length + 1)))
  );
}

function freeName(taken: readonly TokenView[]): string {
  const names = new Set(taken.map(({ name }) => name));
  let name = MACHINE_TOKEN;
  for (let number = 2; names.has(name); number++) name = `${MACHINE_TOKEN} ${number}`;
  return name;
}
