import { Module } from '@nestjs/common';
import { AgentModule } from '@sdp/agent';
import { PhpStrategy } from '@sdp/deployer';

/** Deploys the PHP API gateway. */
@Module({ imports: [AgentModule.register({ kind: 'gateway', strategies: [new PhpStrategy()] })] })
export class AppModule {}
