import { type Api } from './api/api.js';
import { type Contexts } from './config/contexts.js';
import { type Environment } from './config/environment.js';
import { type Printer } from './output/printer.js';

/** What every command is given. */
export interface Shell {
  readonly environment: Environment;
  readonly contexts: Contexts;
  readonly print: Printer;
  /** As somebody who is signed in. @throws CliError (no access) when nobody is */
  api(): Promise<Api>;
}
