import { Command } from 'commander';
import { addCompletion } from './commands/completion.js';
import { addDeploy } from './commands/deploy.js';
import { addEnvironments } from './commands/environments.js';
import { addLogin } from './commands/login.js';
import { addLogs } from './commands/logs.js';
import { addPlatform } from './commands/platform.js';
import { addRoutes } from './commands/routes.js';
import { addSandboxes } from './commands/sandboxes.js';
import { addServices } from './commands/services.js';
import { addTemplates } from './commands/templates.js';
import { addTokens } from './commands/tokens.js';
import { Contexts } from './config/contexts.js';
import { readEnvironment } from './config/environment.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { colours } from './output/colours.js';
import { Printer, type Stream } from './output/printer.js';
import { type Shell } from './shell.js';
import { apiOf, type GlobalOptions } from './sign-on.js';
import { versionOf } from './version.js';

const AFTER_HELP = `
Exit codes: 0 done · 1 failed or refused · 2 usage · 3 canceled or superseded · 4 lost
            5 not reachable or not signed in · 6 --timeout · 130 left with Ctrl-C
Environment: SDP_URL, SDP_TOKEN, SDP_CONTEXT, SDP_PASSWORD, NO_COLOR, NODE_EXTRA_CA_CERTS`;

export interface Cli {
  program: Command;
  exitCode: () => ExitCode;
  /** As the options say that are read by now. */
  print: () => Printer;
}

/** All commands, not run yet. */
export function createProgram(env: NodeJS.ProcessEnv, out: Stream, err: Stream): Cli {
  let code: ExitCode = EXIT.ok;
  const exit = (wanted: ExitCode) => void (code = wanted);
  const program = new Command('sdp')
    .description('The command line of the Sandbox Deployment Platform')
    .version(versionOf(env['SDP_RELEASE']))
    .option('--context <name>', 'which installation (see "sdp contexts")')
    .option('--json', 'answer as JSON')
    .option('-q, --quiet', 'answers only, no words about them')
    .option('--ca <file>', "certificates of your company's own authority (PEM)")
    .addHelpText('after', AFTER_HELP)
    .configureOutput({ writeOut: (text) => void out.write(text), writeErr: (text) => void err.write(text) })
    .exitOverride();

  let made: Shell | undefined;
  const shell = () => (made ??= createShell(program, env, out, err));
  addLogin(program, shell);
  addSandboxes(program, shell);
  addServices(program, shell);
  addDeploy(program, shell, exit);
  addLogs(program, shell, exit);
  addRoutes(program, shell, exit);
  addEnvironments(program, shell);
  addTemplates(program, shell);
  addPlatform(program, shell);
  addTokens(program, shell);
  addCompletion(program, shell);
  return { program, exitCode: () => code, print: () => shell().print };
}

function createShell(program: Command, env: NodeJS.ProcessEnv, out: Stream, err: Stream): Shell {
  const options = program.opts<GlobalOptions>();
  const read = readEnvironment(env);
  const environment = { ...read, context: options.context ?? read.context };
  const contexts = new Contexts(environment.configFile);
  const isColoured = out.isTTY === true && environment.hasColours && !options.json;
  const print = new Printer(out, err, colours(isColoured), options.json === true, options.quiet === true);
  let api: ReturnType<typeof apiOf> | undefined;
  return {
    environment,
    contexts,
    print,
    api: () => (api ??= apiOf(environment, contexts, options.ca, print)),
  };
}
