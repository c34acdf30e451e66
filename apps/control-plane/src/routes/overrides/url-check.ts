import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Config } from '../../config/config.js';
import { type EffectiveRoute } from '../effective/effective-set.js';
import { urlNotAllowed } from '../routes.errors.js';
import { AllowList } from './allow-list.js';
import { hostOf, malformation, refusalByAddresses, refusalByName } from './url-rules.js';

/** Asks the system for all addresses of a host. */
@Injectable()
export class HostAddresses {
  async of(host: string): Promise<string[]> {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  }
}

/** Says whether a route may lead to an explicit URL. */
@Injectable()
export class UrlCheck {
  private readonly allowed: AllowList;

  constructor(
    config: Config,
    private readonly addresses: HostAddresses,
  ) {
    this.allowed = new AllowList(config.routeAllow);
  }

  /** Why it may not, in words; null when it may as far as the URL says by itself. */
  refusalOf(url: string): string | null {
    const reason = malformation(url) ?? refusalByName(url, this.allowed);
    return reason && inWords(url, reason);
  }

  /** The same, with the host resolved: what it resolves to may change, so this is asked again before every push. */
  async thoroughRefusalOf(url: string): Promise<string | null> {
    const refusal = this.refusalOf(url);
    if (refusal || ipaddr.isValid(hostOf(url))) return refusal;

    const addresses = await this.addresses.of(hostOf(url)).catch(() => []);
    const reason =
      addresses.length === 0
        ? 'cannot be checked, because its host has no address'
        : refusalByAddresses(url, addresses, this.allowed);
    return reason && inWords(url, reason);
  }

  /** @throws DomainError `url-not-allowed` for the first explicit URL among the routes that is refused. */
  async assertAllowed(routes: readonly Pick<EffectiveRoute, 'service' | 'from' | 'target'>[]): Promise<void> {
    for (const { service, from, target } of routes) {
      const refusal = from === 'url' && target ? await this.thoroughRefusalOf(target) : null;
      if (refusal) throw urlNotAllowed(service, refusal);
    }
  }
}

function inWords(url: string, reason: string): string {
  const shown = JSON.stringify(url.slice(0, 200));
  return /^(?:is|writes|cannot) /.test(reason)
    ? `The address ${shown} ${reason}.`
    : `The address ${shown} may not be used: ${reason} (SDP_ROUTE_ALLOW).`;
}
