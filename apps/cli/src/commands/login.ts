import { resolve } from 'node:path';
import { type SessionView, TOKEN_SCOPES, type TokenScope } from '@sdp/protocol';
import { Argument, type Command, Option } from 'commander';
import { Api } from '../api/api.js';
import { withPassword } from '../api/password-session.js';
import { type Context } from '../config/contexts.js';
import { contextNameFor, serverAddress } from '../config/server-address.js';
import { trust } from '../config/trust.js';
import { count, each } from '../names/values.js';
import { facts } from '../output/table.js';
import { whenText } from '../output/time-text.js';
import { ask, readStdin } from '../prompt/ask.js';
import { type Shell } from '../shell.js';
import { logout, type LogoutOptions } from './logout.js';
import { machineToken } from './machine-token.js';
import { person, type WithPassword } from './person.js';

interface LoginOptions extends WithPassword {
  token?: boolean;
  scope?: TokenScope[];
  days?: number;
  as?: string;
}

/** Coming, going, and who one is. */
export function addLogin(program: Command, shell: () => Shell): void {
  program
    .command('login')
    .description('sign in with git credentials; keeps a token that it makes for this machine')
    .argument('[url]', 'address of the installation, e.g. https://sdp.example.com (else SDP_URL)')
    .option('--user <name>', 'git user')
    .option('--password-stdin', 'read the password from stdin (else SDP_PASSWORD, or it is asked for)')
    .option('--token-stdin', 'read a token from stdin instead of making one')
    .addOption(
      new Option(
        '--scope <scope>',
        `what the token may: ${TOKEN_SCOPES.join(', ')} (default write)`,
      ).argParser(each),
    )
    .option('--days <count>', 'how long it lives', count)
    .option('--as <name>', 'name of the context (default: the host)')
    .action(
      async (url: string | undefined, options: LoginOptions & { tokenStdin?: boolean }, command: Command) => {
        const { ca } = command.optsWithGlobals<{ ca?: string }>();
        if (ca) trust(ca);
        const address = serverAddress(url ?? shell().environment.url ?? (await ask('Address of SDP: ')));
        const keepIt = (made: Made) =>
          keep(shell(), options.as ?? contextNameFor(address), {
            url: address,
            ...made,
            ...(ca ? { ca: resolve(ca) } : {}),
          });
        if (options.tokenStdin) await keepIt(await takeToken(address, await readStdin()));
        else await makeToken(shell(), address, options, keepIt);
      },
    );

  program
    .command('logout')
    .description('revoke the token of this context and forget it')
    .option('--forget', 'forget it even if it cannot be revoked; it then stays valid until its end')
    .action((_options: LogoutOptions, command: Command) =>
      logout(shell(), command.optsWithGlobals<LogoutOptions>()),
    );

  program
    .command('whoami')
    .description('show who is signed in where, and until when')
    .action(async () => {
      const api = await shell().api();
      const session = await api.get<SessionView>('/session');
      shell().print.answer({ ...session, url: api.address }, () =>
        facts(
          [
            ['user', session.username],
            ['role', session.role],
            ['at', api.address],
            ['token', session.token?.name ?? ''],
            ['may', session.token?.scopes.join(', ') ?? ''],
            ['ends', whenText(session.expiresAt)],
          ],
          shell().print.colours,
        ),
      );
    });

  program
    .command('contexts')
    .description('list the installations you are signed in to, or change to another')
    .addArgument(new Argument('[name]', 'change to this one'))
    .action(async (name: string | undefined) => {
      if (name !== undefined) await shell().contexts.use(name);
      const { current, contexts } = await shell().contexts.all();
      const rows = Object.entries(contexts).map(([key, { url, username, expiresAt }]) => ({
        name: key,
        isCurrent: key === current,
        url,
        username,
        expiresAt,
      }));
      shell().print.rows(
        rows,
        [
          { name: '', of: ({ isCurrent }) => (isCurrent ? '*' : '') },
          { name: 'name', of: (row) => row.name },
          { name: 'user', of: (row) => row.username },
          { name: 'url', of: (row) => row.url },
          { name: 'ends', of: (row) => whenText(row.expiresAt) },
        ],
        'Nobody is signed in. Run "sdp login".',
      );
    });
}

type Made = Pick<Context, 'username' | 'token' | 'expiresAt'>;

async function takeToken(address: string, token: string): Promise<Made> {
  const { username, expiresAt } = await new Api(address, { token }).get<SessionView>('/session');
  return { username, token, expiresAt };
}

async function makeToken(
  shell: Shell,
  address: string,
  options: LoginOptions,
  keepIt: (made: Made) => Promise<void>,
): Promise<void> {
  const request = { scopes: options.scope ?? ['write' as const], expiresInDays: options.days };
  await withPassword(address, await person(shell, options), (api, { username }) =>
    machineToken(api, request, ({ token, expiresAt }) => keepIt({ username, token, expiresAt }), shell.print),
  );
}

async function keep(shell: Shell, name: string, context: Context): Promise<void> {
  await shell.contexts.save(name, context);
  const { url, username, expiresAt } = context;
  shell.print.answer({ name, url, username, expiresAt }, () => '');
  shell.print.note(
    `Signed in to ${context.url} as ${context.username}. The token ends ${whenText(context.expiresAt)}; it is in ${shell.environment.configFile}.`,
  );
}
