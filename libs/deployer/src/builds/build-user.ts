import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withoutAnyAgentRight } from '../process/agent-rights.js';

/** Somebody on this host who may nothing. One build at a time runs as them. */
export interface BuildUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Builds cannot run as the user they should. The message says what to put right; an agent does not start then. */
export class BuildUserError extends Error {
  override readonly name = 'BuildUserError';

  constructor(reason: string) {
    super(`SDP_BUILD_USER: ${reason}`);
  }
}

const run = promisify(execFile);
/** Whom services run as in their containers (go-strategy.ts, php-strategy.ts): the end of a build would end them, too. */
const SERVICE_USERS = [65534, 33];

/** Throws `BuildUserError` when there is no such user, or builds as them would be no safer. */
export async function findBuildUser(name: string): Promise<BuildUser> {
  const [uid, gid] = await Promise.all([numberOf('-u', name), numberOf('-g', name)]);
  if (uid === 0 || gid === 0)
    throw new BuildUserError(`"${name}" has the rights of root. Name another user.`);
  if (SERVICE_USERS.includes(uid))
    throw new BuildUserError(`"${name}" is whom services run as in their containers. Name another user.`);
  if (uid === process.getuid?.())
    throw new BuildUserError(`"${name}" is whom the agent runs as. Name another user, who owns nothing.`);
  return { name, uid, gid };
}

/** id(1) asks whatever directory of users the host has. */
async function numberOf(option: '-u' | '-g', name: string): Promise<number> {
  const { program, args } = withoutAnyAgentRight({ program: 'id', args: [option, '--', name] });
  const { stdout } = await run(program, [...args]).catch(() => {
    throw new BuildUserError(
      `there is no user "${name}" on this host. Make one: useradd --system --no-create-home --shell /usr/sbin/nologin ${name}`,
    );
  });
  return Number(stdout);
}
