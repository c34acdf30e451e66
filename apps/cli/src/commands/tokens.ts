import { type CreatedToken, type TokenList, type TokenScope, TOKEN_SCOPES } from '@sdp/protocol';
import { type Command, Option } from 'commander';
import { type Api } from '../api/api.js';
import { withPassword } from '../api/password-session.js';
import { CliError } from '../cli-error.js';
import { count, each } from '../names/values.js';
import { whenText } from '../output/time-text.js';
import { type Shell } from '../shell.js';
import { person, type WithPassword } from './person.js';

/** One's own tokens. No token manages tokens: each of these asks for the password. */
export function addTokens(program: Command, shell: () => Shell): void {
  const tokens = program.command('tokens').description('personal access tokens (asks for your git password)');
  const signedIn = async <T>(options: WithPassword, work: (api: Api) => Promise<T>): Promise<T> => {
    const { address } = await shell().api();
    const [, context] = (await shell().contexts.find(shell().environment.context)) ?? [];
    const user = options.user ?? context?.username;
    return withPassword(address, await person(shell(), { ...options, user }), work);
  };
  const add = (name: string, description: string) =>
    tokens
      .command(name)
      .description(description)
      .option('--user <name>', 'git user (default: who is signed in)')
      .option('--password-stdin', 'read the password from stdin (else SDP_PASSWORD, or it is asked for)');

  add('list', 'list your tokens').action(async (options: WithPassword) => {
    const { tokens: all } = await signedIn(options, (api) => api.get<TokenList>('/tokens'));
    shell().print.rows(
      all,
      [
        { name: 'name', of: ({ name }) => name },
        { name: 'may', of: ({ scopes }) => scopes.join(',') },
        { name: 'state', of: ({ state }) => state },
        { name: 'used', of: ({ lastUsedAt }) => whenText(lastUsedAt) },
        { name: 'from', of: ({ lastUsedFrom }) => lastUsedFrom ?? '' },
        { name: 'ends', of: ({ expiresAt }) => whenText(expiresAt) },
      ],
      'You have no tokens.',
    );
  });

  add('create', 'make a token, and print it: this once')
    .argument('<name>', 'what will use it')
    .addOption(
      new Option('--scope <scope>', `what it may: ${TOKEN_SCOPES.join(', ')} (default read)`).argParser(each),
    )
    .option('--days <count>', 'how long it lives', count)
    .action(async (name: string, options: WithPassword & { scope?: TokenScope[]; days?: number }) => {
      const { scope: scopes = ['read'], days: expiresInDays } = options;
      const request = { name, scopes, expiresInDays };
      const made = await signedIn(options, (api) => api.send<CreatedToken>('POST', '/tokens', request));
      shell().print.answer(made, () => made.token);
      shell().print.note(`It is shown only now, and ends ${whenText(made.expiresAt)}.`);
    });

  add('revoke', 'end a token at once')
    .argument('<name>')
    .action(async (name: string, options: WithPassword) => {
      await signedIn(options, async (api) => {
        const found = (await api.get<TokenList>('/tokens')).tokens.find((token) => token.name === name);
        if (!found) throw new CliError(`You have no token "${name}". See "sdp tokens list".`);
        await api.send('DELETE', `/tokens/${found.id}`);
      });
      shell().print.note(`${name} is revoked.`);
    });
}
