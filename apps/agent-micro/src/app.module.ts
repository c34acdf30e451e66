import { Module } from '@nestjs/common';
import { AgentModule } from '@sdp/agent';
import { GoStrategy } from '@sdp/deployer';

/** Deploys Go microservices. */
@Module({ imports: [AgentModule.register({ kind: 'micro', strategies: [new GoStrategy()] })] })
export class AppModule {}
