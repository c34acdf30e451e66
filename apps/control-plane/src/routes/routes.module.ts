import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RemovalGate } from '../sandboxes/removal/removal-gate.js';
import { RouteCopies } from '../sandboxes/route-copies.js';
import { RouteStates } from '../sandboxes/route-states.js';
import { RunRoutes } from '../sandboxes/run-routes.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { EffectiveRoutes } from './effective/effective-routes.js';
import { AutomaticPushes } from './following/automatic-pushes.js';
import { FallbackGate } from './following/fallback-gate.js';
import { FallbackKeeper } from './following/fallback-keeper.js';
import { Fallbacks } from './following/fallbacks.js';
import { FallingBack } from './following/falling-back.js';
import { FirstRoutes } from './following/first-routes.js';
import { LostRoutes } from './following/lost-routes.js';
import { ReturningRoutes } from './following/returning-routes.js';
import { RouteTriggers } from './following/route-triggers.js';
import { RouteUses } from './following/route-uses.js';
import { OverrideChanges } from './overrides/override-changes.js';
import { OverrideRecords } from './overrides/override-records.js';
import { OverrideRules } from './overrides/override-rules.js';
import { RouteOverridesController } from './overrides/route-overrides.controller.js';
import { RouteOverrides } from './overrides/route-overrides.js';
import { HostAddresses, UrlCheck } from './overrides/url-check.js';
import { ProbePlans } from './probing/probe-plans.js';
import { ProbeRounds } from './probing/probe-rounds.js';
import { RouteProbes } from './probing/route-probes.js';
import { AdoptCommand } from './pushing/adopt-command.js';
import { AdoptedSets } from './pushing/adopted-sets.js';
import { GatewayRunSets } from './pushing/gateway-run-sets.js';
import { InstancesElsewhere } from './pushing/instances-elsewhere.js';
import { PersonPushes } from './pushing/person-pushes.js';
import { PlannedRoutes } from './pushing/planned-routes.js';
import { PushCommand } from './pushing/push-command.js';
import { RestoreCommand } from './pushing/restore-command.js';
import { RoutePushes } from './pushing/route-pushes.js';
import { RouteSecrets } from './pushing/route-secrets.js';
import { RouteSetController } from './pushing/route-set.controller.js';
import { RouteSets } from './pushing/route-sets.js';
import { TakeOver } from './pushing/take-over.js';
import { ConcernedSandboxes } from './standing/concerned-sandboxes.js';
import { GatewayReports } from './standing/gateway-reports.js';
import { RecordedRouteStates } from './standing/recorded-route-states.js';
import { RouteAnnouncer } from './standing/route-announcer.js';
import { RouteHistoryController } from './standing/route-history.controller.js';
import { RouteHistory } from './standing/route-history.js';
import { RouteLooksController } from './standing/route-looks.controller.js';
import { RouteMatrices } from './standing/route-matrices.js';
import { RouteReports } from './standing/route-reports.js';
import { RouteViews } from './standing/route-views.js';
import { Standings } from './standing/standings.js';
import { GatewaySwitches } from './switching/gateway-switches.js';
import { SwitchTables } from './switching/switch-tables.js';
import { SwitchTriggers } from './switching/switch-triggers.js';

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
  RouteUses,
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
