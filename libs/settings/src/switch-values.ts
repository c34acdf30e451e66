import { EnvError, makeExactValidator } from 'envalid';

/** How the variables of the sandbox switch are read. Nothing that passes can end a directive of nginx. */

const DOMAIN =
  /^(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const LISTEN = /^(\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]):(\d{1,5})$/;
const PATH = /^[^\s"'\\$;{}]+$/;

/** An IP address, in brackets when it is an IPv6 one, and a port. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
}

export const listen = makeExactValidator<ListenPlace>((input) => {
  const [, host = '', port] = LISTEN.exec(input) ?? [];
  const isAddress = host !== '' && URL.canParse(`http://${host}`);
  if (!isAddress || !(Number(port) >= 1 && Number(port) <= 65535))
    throw new EnvError('must be <IP address>:<port>, e.g. 0.0.0.0:8080 or [::]:8080');
  return { host, port: Number(port) };
});

export const domain = makeExactValidator((input) => {
  if (!DOMAIN.test(input)) throw new EnvError('must be a domain in lower case, without a dot at either end');
  return input;
});

export const nginxPath = makeExactValidator((input) => {
  if (!PATH.test(input)) throw new EnvError('must be a path without blanks, quotes and other signs of nginx');
  return input;
});
