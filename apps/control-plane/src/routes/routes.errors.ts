import { DomainError } from '../errors/domain-error.js';

export function nothingToPushTo(sandbox: string): DomainError {
  const message = `Sandbox ${sandbox} has no gateway that was deployed. Deploy one: it gets these routes along.`;
  return new DomainError('conflict', message);
}

export function gatewayStopped(sandbox: string): DomainError {
  return new DomainError(
    'conflict',
    `The gateway of sandbox ${sandbox} is stopped. Start it, then push the routes.`,
  );
}

export function setHasChanged(): DomainError {
  const message =
    'The routes have changed since you looked at them. Look at the new preview, then push again.';
  return new DomainError('conflict', message);
}

export function urlNotAllowed(service: string, reason: string): DomainError {
  const message = `The route of ${service} cannot lead there. ${reason}`;
  return new DomainError('url-not-allowed', message, { details: { service } });
}

export function urlsAreForOps(services: readonly string[]): DomainError {
  const message = `Only ops may lead a route to an explicit URL (${services.join(', ')}). Ask one of them.`;
  return new DomainError('forbidden', message, { details: { services } });
}

/** `reasons` by service. */
export function notTakenOver(what: string, reasons: Readonly<Record<string, string>>): DomainError {
  const list = Object.entries(reasons).map(([service, reason]) => `${service}: ${reason}`);
  const message = `${what}, so nothing was changed. ${list.join(' ')}`;
  return new DomainError('url-not-allowed', message, { details: { refused: reasons } });
}

export function nothingDrifted(sandbox: string): DomainError {
  const message = `The gateway of sandbox ${sandbox} has what it was given: there is nothing to adopt.`;
  return new DomainError('conflict', message);
}

export function badOverride(field: string, reason: string): DomainError {
  return new DomainError('invalid-input', reason, { details: { fields: { [field]: reason } } });
}

export function noProbe(sandbox: string): DomainError {
  const message = `Sandbox ${sandbox} has no gateway, so there is no host to probe its routes from. Add one.`;
  return new DomainError('conflict', message);
}
