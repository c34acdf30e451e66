import 'reflect-metadata';
import { Config, ConfigError, readConfig } from './config/config.js';
import { createApp } from './create-app.js';

process.umask(0o077);

const app = await createApp(configOrExit());
const { host, port } = app.get(Config);
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
await app.listen(port, host);

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
