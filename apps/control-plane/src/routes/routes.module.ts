import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RemovalGate } from '../sandboxes/removal-gate.js';
import { RouteCopies } from '../sandboxes/route-copies.js';
import { RouteStates } from '../sandboxes/route-states.js';
import { RunRoutes } from '../sandboxes/run-routes.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { AdoptCommand } from './adopt-command.js';
import { AdoptedSets } from './adopted-sets.js';
import { AutomaticPushes } from './automatic-pushes.js';
import { ConcernedSandboxes } from './concerned-sandboxes.js';
import { EffectiveRoutes } from './effective-routes.js';
import { FallbackGate } from './fallback-gate.js';
import { FallbackKeeper } from './fallback-keeper.js';
import { Fallbacks } from './fallbacks.js';
import { FallingBack } from './falling-back.js';
import { FirstRoutes } from './first-routes.js';
import { GatewayReports } from './gateway-reports.js';
import { GatewayRunSets } from './gateway-run-sets.js';
import { GatewaySwitches } from './gateway-switches.js';
import { InstancesElsewhere } from './instances-elsewhere.js';
import { LostRoutes } from './lost-routes.js';
import { OverrideChanges } from './override-changes.js';
import { OverrideRecords } from './override-records.js';
import { OverrideRules } from './override-rules.js';
import { PersonPushes } from './person-pushes.js';
import { PlannedRoutes } from './planned-routes.js';
import { ProbePlans } from './probe-plans.js';
import { ProbeRounds } from './probe-rounds.js';
import { PushCommand } from './push-command.js';
import { RecordedRouteStates } from './recorded-route-states.js';
import { RestoreCommand } from './restore-command.js';
import { ReturningRoutes } from './returning-routes.js';
import { RouteAnnouncer } from './route-announcer.js';
import { RouteHistoryController } from './route-history.controller.js';
import { RouteHistory } from './route-history.js';
import { RouteLooksController } from './route-looks.controller.js';
import { RouteMatrices } from './route-matrices.js';
import { RouteOverridesController } from './route-overrides.controller.js';
import { RouteOverrides } from './route-overrides.js';
import { RouteProbes } from './route-probes.js';
import { RoutePushes } from './route-pushes.js';
import { RouteReports } from './route-reports.js';
import { RouteSecrets } from './route-secrets.js';
import { RouteSetController } from './route-set.controller.js';
import { RouteSets } from './route-sets.js';
import { RouteTriggers } from './route-triggers.js';
import { RouteViews } from './route-views.js';
import { Standings } from './standings.js';
import { SwitchTables } from './switch-tables.js';
import { SwitchTriggers } from './switch-triggers.js';
import { TakeOver } from './take-over.js';
import { HostAddresses, UrlCheck } from './url-check.js';

/** What the routes should be, and who may decide it. */
const deciding = [
  OverrideRecords,
  OverrideChanges,
  OverrideRules,
  RouteOverrides,
  EffectiveRoutes,
  HostAddresses,
  UrlCheck,
];

/** How they get to the gateways. */
const pushing = [
  RouteSets,
  RoutePushes,
  PersonPushes,
  PushCommand,
  RestoreCommand,
  AdoptCommand,
  AdoptedSets,
  TakeOver,
  InstancesElsewhere,
  GatewayRunSets,
  RouteSecrets,
];

/** What happens by itself. */
const following = [
  AutomaticPushes,
  FirstRoutes,
  ReturningRoutes,
  LostRoutes,
  FallingBack,
  Fallbacks,
  FallbackKeeper,
  RouteTriggers,
];

/** How they stand. */
const watching = [
  GatewayReports,
  RouteReports,
  Standings,
  RouteViews,
  RouteHistory,
  RouteMatrices,
  RouteProbes,
  ProbePlans,
  ProbeRounds,
  RouteAnnouncer,
  ConcernedSandboxes,
];

/** The switches in front of the gateways. */
const switching = [GatewaySwitches, SwitchTables, SwitchTriggers];

@Module({
  imports: [AgentsModule, DeploymentsModule, EnvironmentsModule, SandboxesModule],
  controllers: [RouteSetController, RouteOverridesController, RouteHistoryController, RouteLooksController],
  providers: [
    ...deciding,
    ...pushing,
    ...following,
    ...watching,
    ...switching,
    { provide: RunRoutes, useClass: PlannedRoutes },
    { provide: RouteStates, useClass: RecordedRouteStates },
    { provide: RemovalGate, useClass: FallbackGate },
    { provide: RouteCopies, useExisting: RouteOverrides },
  ],
  exports: [RouteOverrides, EffectiveRoutes, GatewayReports, RouteViews, RunRoutes],
})
export class RoutesModule {}
