import { type CreatedToken, type TokenScope } from '@sdp/protocol';
import { type FakeBrowser } from '../fake-browser.js';
import { type Caller, type World } from './world.js';

interface TokenRule {
  of: Caller;
  scopes: readonly TokenScope[];
  /** What its person is with it. */
  actsAs: Caller;
}

/** Programs: each with a token of somebody. */
export const TOKEN_CALLERS = {
  'a token that reads': { of: 'owner', scopes: ['read'], actsAs: 'owner' },
  'a token that deploys': { of: 'owner', scopes: ['deploy'], actsAs: 'owner' },
  'a token that writes': { of: 'owner', scopes: ['write'], actsAs: 'owner' },
  'a token of ops without the scope': { of: 'ops', scopes: ['write'], actsAs: 'other' },
  'a token of ops for ops alone': { of: 'ops', scopes: ['ops'], actsAs: 'ops' },
  'a token of ops for everything': { of: 'ops', scopes: ['write', 'ops'], actsAs: 'ops' },
} satisfies Readonly<Record<string, TokenRule>>;
export type TokenCaller = keyof typeof TOKEN_CALLERS;

/** What each scope of the protocol covers, written down once more. */
const COVERED: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  read: ['read'],
  deploy: ['read', 'deploy'],
  write: ['read', 'deploy', 'write'],
  ops: ['read', 'ops'],
};

export const covers = (scopes: readonly TokenScope[], scope: TokenScope): boolean =>
  scopes.some((one) => COVERED[one].includes(scope));

/** Makes one, as its person does. */
export async function programOf(world: World, caller: TokenCaller, name: string): Promise<FakeBrowser> {
  const { of, scopes }: TokenRule = TOKEN_CALLERS[caller];
  const { token } = await world.browser(of).call<CreatedToken>('POST', '/api/tokens', { name, scopes });
  return world.plane.program(token);
}
