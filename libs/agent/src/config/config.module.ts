import { Global, Module } from '@nestjs/common';
import { AgentConfig, readConfig } from './agent-config.js';

/** The only reader of the environment. */
@Global()
@Module({
  providers: [{ provide: AgentConfig, useFactory: () => readConfig(process.env) }],
  exports: [AgentConfig],
})
export class ConfigModule {}
