import { homedir } from 'node:os';
import { join } from 'node:path';

/** Everything that is read from the environment. */
export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly context: string | undefined;
  /** For `login` and `tokens`, where nobody can type. */
  readonly password: string | undefined;
  readonly configFile: string;
  readonly hasColours: boolean;
}

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const configDir = env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return Object.freeze({
    url: env.SDP_URL || undefined,
    token: env.SDP_TOKEN || undefined,
    context: env.SDP_CONTEXT || undefined,
    password: env.SDP_PASSWORD || undefined,
    configFile: join(configDir, 'sdp', 'config.json'),
    hasColours: !env.NO_COLOR && env.TERM !== 'dumb',
  });
}
