import { type SandboxView } from '@sdp/protocol';
import { GATEWAY_SERVICE } from '../names/names';

/** One way to call a sandbox. */
export interface Call {
  kind: string;
  text: string;
  /** What a copy button copies, in words. */
  copies: string;
  /** Set where a browser can go there. */
  href?: string;
  id: string;
}

/** Every way to call a sandbox, the easiest first; none without a gateway. */
export function callsOf(sandbox: Pick<SandboxView, 'address' | 'services'>): Call[] {
  const gateway = sandbox.services.find(({ name }) => name === GATEWAY_SERVICE);
  if (!gateway) return [];
  const path = pathToTry(sandbox);
  const direct: Call = {
    kind: 'The gateway itself',
    text: `curl -i ${gateway.url}${path}`,
    copies: 'the curl command',
    id: 'curl',
  };
  return [...switchCalls(sandbox.address, path), direct];
}

function switchCalls(address: SandboxView['address'], path: string): Call[] {
  if (!address) return [];
  const { url, header, switchUrl, cookieUrl } = address;
  const own: Call[] = url
    ? [{ kind: 'Its address', text: url, href: url, copies: 'the address', id: 'sandbox-url' }]
    : [];
  return [
    ...own,
    {
      kind: 'In this browser',
      text: cookieUrl,
      href: cookieUrl,
      copies: 'the link that sets the cookie',
      id: 'cookie-link',
    },
    {
      kind: 'By its header',
      text: `curl -i -H '${header.name}: ${header.value}' ${switchUrl}${path}`,
      copies: 'the curl command with the header',
      id: 'header-curl',
    },
  ];
}

/** The health path is the one path of a service that is known to answer. */
function pathToTry({ services }: Pick<SandboxView, 'services'>): string {
  const service = services.find(({ name }) => name !== GATEWAY_SERVICE);
  return service ? `/${service.name}${service.healthPath ?? '/'}` : '';
}
