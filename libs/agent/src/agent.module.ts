import { type DynamicModule, Module } from '@nestjs/common';
import { type DeployStrategy } from '@sdp/deployer';
import { type AgentKind } from '@sdp/protocol';
import { logLines } from '@sdp/logging';
import { LoggerModule } from 'nestjs-pino';
import { pino } from 'pino';
import { versionOf } from './version.js';
import { AGENT_IDENTITY } from './agent-identity.js';
import { AgentService } from './agent.service.js';
import { AssignedWork } from './assignments/assigned-work.js';
import { AssignmentsService } from './assignments/assignments.service.js';
import { FreezeWatch } from './assignments/freeze-watch.js';
import { InstanceEpochs } from './assignments/instance-epochs.js';
import { InstanceTurns } from './assignments/instance-turns.js';
import { AgentConfig } from './config/agent-config.js';
import { ConfigModule } from './config/config.module.js';
import { deployerProviders } from './deployer.providers.js';
import { Frames } from './frames.js';
import { OwnGitAccess } from './git-access/own-git-access.js';
import { Greeting } from './greeting.js';
import { BaseImages } from './host/base-images.js';
import { HostCondition } from './host/host-condition.js';
import { HostLoadMeter } from './host/host-load.js';
import { SelfDescription } from './host/self-description.js';
import { InstanceFrames } from './instance-frames.js';
import { InstanceLogsService } from './instances/instance-logs.service.js';
import { InstancesService } from './instances/instances.service.js';
import { ControlLink } from './link/control-link.js';
import { LinkMark } from './link/link-mark.js';
import { EngineWatch } from './observed/engine-watch.js';
import { ObservedService } from './observed/observed.service.js';
import { UsageService } from './observed/usage.service.js';
import { HostState } from './reconcile/host-state.js';
import { RouteProbes } from './probe/route-probes.js';
import { ReconcileService } from './reconcile/reconcile.service.js';
import { RecoveryService } from './recovery/recovery.service.js';
import { ReportsService } from './reports/reports.service.js';
import { RepositoriesService } from './repositories/repositories.service.js';
import { RouteFrames } from './route-frames.js';
import { HostActivity } from './retention/host-activity.js';
import { RetentionService } from './retention/retention.service.js';
import { DataFolderLock } from './storage/data-folder-lock.js';
import { DataFolders } from './storage/data-folders.js';
import { sandboxSwitchProvider } from './switch/sandbox-switch.provider.js';

/** What makes one agent program different from another. */
export interface AgentOptions {
  kind: AgentKind;
  strategies: readonly DeployStrategy[];
  /** Of an agent that may have a sandbox switch: the folder with the files of nginx/switch. */
  switchTemplates?: string;
}

/** Everything that agents share. */
@Module({})
export class AgentModule {
  static register({ kind, strategies, switchTemplates }: AgentOptions): DynamicModule {
    const identity = { kind, strategies: strategies.map(({ stack }) => stack) };
    return {
      module: AgentModule,
      imports: [ConfigModule, logging(kind)],
      providers: [
        { provide: AGENT_IDENTITY, useValue: identity },
        { provide: DataFolderLock, useFactory: DataFolderLock.take, inject: [AgentConfig] },
        ...deployerProviders(strategies),
        sandboxSwitchProvider(switchTemplates),
        AgentService,
        AssignedWork,
        AssignmentsService,
        BaseImages,
        ControlLink,
        DataFolders,
        EngineWatch,
        Frames,
        FreezeWatch,
        Greeting,
        HostActivity,
        HostCondition,
        HostLoadMeter,
        HostState,
        InstanceEpochs,
        InstanceFrames,
        InstanceLogsService,
        InstancesService,
        InstanceTurns,
        LinkMark,
        ObservedService,
        OwnGitAccess,
        ReconcileService,
        RecoveryService,
        ReportsService,
        RetentionService,
        RepositoriesService,
        RouteFrames,
        RouteProbes,
        SelfDescription,
        UsageService,
      ],
    };
  }
}

function logging(kind: AgentKind): DynamicModule {
  return LoggerModule.forRootAsync({
    inject: [AgentConfig],
    useFactory: ({ logLevel, name, release }: AgentConfig) => ({
      pinoHttp: {
        logger: pino(
          logLines(logLevel, { program: `agent-${kind}`, agent: name, version: versionOf(release) }),
        ),
      },
      useExisting: true,
    }),
  });
}
