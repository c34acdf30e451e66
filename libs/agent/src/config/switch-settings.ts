import { EnvError, makeExactValidator } from 'envalid';
import { webUrl } from './variables.js';

/** How the sandbox switch of a gateway agent is set up. Nothing in here can end a directive of nginx. */
export interface SwitchSettings {
  /** What nginx listens on: an IP address, in brackets when it is an IPv6 one, and a port. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Under which people reach it, without a slash at its end. */
  readonly url: string;
  /** Sandboxes are its subdomains; null: none. */
  readonly domain: string | null;
  /** Gets what names no sandbox; null: nobody does. */
  readonly baseline: string | null;
  /** Where its pages lead. */
  readonly adminUrl: string;
  /** nginx's program. */
  readonly nginx: string;
  /** Folder of nginx's modules; null: where nginx itself looks. */
  readonly modules: string | null;
}

const DOMAIN =
  /^(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const LISTEN = /^(\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]):(\d{1,5})$/;
const PATH = /^[^\s"'\\$;{}]+$/;

const listen = makeExactValidator<SwitchSettings['listen']>((input) => {
  const [, host = '', port] = LISTEN.exec(input) ?? [];
  const isAddress = host !== '' && URL.canParse(`http://${host}`);
  if (!isAddress || !(Number(port) >= 1 && Number(port) <= 65535))
    throw new EnvError('must be <IP address>:<port>, e.g. 0.0.0.0:8080 or [::]:8080');
  return { host, port: Number(port) };
});

const domain = makeExactValidator((input) => {
  if (!DOMAIN.test(input)) throw new EnvError('must be a domain in lower case, without a dot at either end');
  return input;
});

const path = makeExactValidator((input) => {
  if (!PATH.test(input)) throw new EnvError('must be a path without blanks, quotes and other signs of nginx');
  return input;
});

export const SWITCH_VARIABLES = {
  SDP_SWITCH_LISTEN: listen({ default: undefined }),
  SDP_SWITCH_URL: webUrl({ default: undefined }),
  SDP_SWITCH_DOMAIN: domain({ default: undefined }),
  SDP_BASELINE_GATEWAY: webUrl({ default: undefined }),
  SDP_ADMIN_URL: webUrl({ default: undefined }),
  SDP_NGINX: path({ default: 'nginx' }),
  SDP_NGINX_MODULES: path({ default: undefined }),
};

export interface SwitchEnvironment {
  SDP_CONTROL_URL: string;
  SDP_AGENT_ADDRESS: string;
  SDP_SWITCH_LISTEN: SwitchSettings['listen'] | undefined;
  SDP_SWITCH_URL: string | undefined;
  SDP_SWITCH_DOMAIN: string | undefined;
  SDP_BASELINE_GATEWAY: string | undefined;
  SDP_ADMIN_URL: string | undefined;
  SDP_NGINX: string;
  SDP_NGINX_MODULES: string | undefined;
}

/** Null when the agent is to have no switch. */
export function switchSettings(env: SwitchEnvironment): SwitchSettings | null {
  const { SDP_SWITCH_LISTEN: place } = env;
  if (!place) return null;
  return Object.freeze({
    listen: Object.freeze(place),
    url: env.SDP_SWITCH_URL ?? `http://${env.SDP_AGENT_ADDRESS}:${place.port}`,
    domain: env.SDP_SWITCH_DOMAIN ?? null,
    baseline: env.SDP_BASELINE_GATEWAY ?? null,
    adminUrl: env.SDP_ADMIN_URL ?? env.SDP_CONTROL_URL,
    nginx: env.SDP_NGINX,
    modules: env.SDP_NGINX_MODULES ?? null,
  });
}
