import { type ListenPlace } from '@sdp/settings';

/** How the sandbox switch of a gateway agent is set up. Nothing in here can end a directive of nginx. */
export interface SwitchSettings {
  /** What nginx listens on: an IP address, in brackets when it is an IPv6 one, and a port. */
  readonly listen: ListenPlace;
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

export interface SwitchEnvironment {
  SDP_CONTROL_URL: string;
  SDP_AGENT_ADDRESS: string;
  SDP_SWITCH_LISTEN: ListenPlace | undefined;
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
