import { hostname } from 'node:os';
import { type CreatedToken, type CreateTokenRequest, type TokenList, type TokenView } from '@sdp/protocol';
import { type Api } from '../api/api.js';
import { type Printer } from '../output/printer.js';

const NAME = `sdp on ${hostname()
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
  if (made.name !== NAME) await api.send('PATCH', `/tokens/${made.id}`, { name: NAME });
}

/** Under a name with a number it was made beside another one. */
function isOfThisMachine(name: string): boolean {
  return name === NAME || (name.startsWith(`${NAME} `) && /^\d+$/.test(name.slice(NAME.length + 1)));
}

function freeName(taken: readonly TokenView[]): string {
  const names = new Set(taken.map(({ name }) => name));
  let name = NAME;
  for (let number = 2; names.has(name); number++) name = `${NAME} ${number}`;
  return name;
}
