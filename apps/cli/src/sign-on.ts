import { Api } from './api/api.js';
import { CliError } from './cli-error.js';
import { type Context, type Contexts } from './config/contexts.js';
import { type Environment } from './config/environment.js';
import { serverAddress } from './config/server-address.js';
import { trust } from './config/trust.js';
import { EXIT } from './exit-codes.js';
import { type Printer } from './output/printer.js';
import { whenText } from './output/time-text.js';

export interface GlobalOptions {
  context?: string;
  json?: boolean;
  quiet?: boolean;
  ca?: string;
}

const WARN_MS = 7 * 24 * 3_600_000;

/**
 * As whom, and where: `SDP_TOKEN` and `SDP_URL` beat the context, as a pipeline needs it.
 * @throws CliError (no access) when nobody is signed in
 */
export async function apiOf(
  environment: Environment,
  contexts: Contexts,
  ca: string | undefined,
  print: Printer,
): Promise<Api> {
  const { name, context } = await contextFor(environment, contexts);
  const [url, token] = [environment.url ?? context?.url, environment.token ?? context?.token];
  if (url === undefined || token === undefined)
    throw new CliError('Nobody is signed in. Run "sdp login", or set SDP_URL and SDP_TOKEN.', EXIT.noAccess);

  const certificates = ca ?? context?.ca;
  if (certificates) trust(certificates);
  if (context && environment.token === undefined) warnOfTheEnd(context.expiresAt, name, print);
  return new Api(serverAddress(url), { token });
}

/** Not even looked at where the environment says everything. */
async function contextFor(
  { token, url, context }: Environment,
  contexts: Contexts,
): Promise<{ name: string; context?: Context }> {
  if (token !== undefined && url !== undefined) return { name: '' };
  const [name, found] = (await contexts.find(context)) ?? [];
  return { name: name ?? '', context: found };
}

function warnOfTheEnd(expiresAt: string, name: string, print: Printer): void {
  const left = Date.parse(expiresAt) - Date.now();
  if (left > 0 && left < WARN_MS)
    print.note(`The token of ${name} ends ${whenText(expiresAt)}: run "sdp login" again.`);
}
