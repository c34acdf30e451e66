import { dirname, join } from 'node:path';
import { Module } from '@nestjs/common';
import { AgentModule } from '@sdp/agent';
import { PhpStrategy } from '@sdp/deployer';

/** The build puts a copy of nginx/switch beside the program (nest-cli.json). */
const switchTemplates = join(dirname(process.argv[1] ?? ''), 'nginx', 'switch');

/** Deploys the PHP API gateway, and has the sandbox switch in front. */
@Module({
  imports: [AgentModule.register({ kind: 'gateway', strategies: [new PhpStrategy()], switchTemplates })],
})
export class AppModule {}
