import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { DeploymentsModule } from '../deployments/deployments.module.js';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { PullRequestsOfSandboxes } from '../sandboxes/pull-requests-of-sandboxes.js';
import { SandboxesModule } from '../sandboxes/sandboxes.module.js';
import { TemplateCatalogModule } from '../templates/template-catalog.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { ActingFor } from './acting-for.js';
import { BranchFollowing } from './following/branch-following.js';
import { FollowReasons } from './following/follow-reasons.js';
import { Followers } from './following/followers.js';
import { HookSecrets } from './hook-secrets.js';
import { HostAccess } from './host-access.js';
import { KeptSandboxesController } from './pull-requests/kept-sandboxes.controller.js';
import { KeptSandboxes } from './pull-requests/kept-sandboxes.js';
import { LeavingTimer } from './pull-requests/leaving-timer.js';
import { PullRequestClones } from './pull-requests/pull-request-clones.js';
import { PullRequestRecords } from './pull-requests/pull-request-records.js';
import { PullRequestRuleRecords } from './pull-requests/pull-request-rule-records.js';
import { PullRequestRulesController } from './pull-requests/pull-request-rules.controller.js';
import { PullRequestRules } from './pull-requests/pull-request-rules.service.js';
import { PullRequestSandboxes } from './pull-requests/pull-request-sandboxes.js';
import { PullRequestUpdates } from './pull-requests/pull-request-updates.js';
import { RecordedPullRequests } from './pull-requests/recorded-pull-requests.js';
import { SandboxLeaving } from './pull-requests/sandbox-leaving.js';
import { TemplateCopies } from './pull-requests/template-copies.js';
import { BitbucketController } from './receiving/bitbucket.controller.js';
import { DeliveriesController } from './receiving/deliveries.controller.js';
import { DeliveryRecords } from './receiving/delivery-records.js';
import { DeliveryViews } from './receiving/delivery-views.js';
import { DeliveryWork } from './receiving/delivery-work.js';
import { EventWork } from './receiving/event-work.js';
import { Receiver } from './receiving/receiver.js';
import { Redelivery } from './receiving/redelivery.js';
import { DeliveryReports } from './reporting/delivery-reports.js';
import { pullRequestHostProvider } from './reporting/pull-request-host.provider.js';
import { ReportContents } from './reporting/report-contents.js';
import { ReportOutbox } from './reporting/report-outbox.js';
import { ReportRecords } from './reporting/report-records.js';
import { ReportSending } from './reporting/report-sending.js';
import { ReportWriter } from './reporting/report-writer.js';
import { ServedRepositories } from './served-repositories.js';
import { WebhookRecords } from './webhook-records.js';
import { WebhookViews } from './webhook-views.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [
    AgentsModule,
    UsersModule,
    RepositoriesModule,
    EnvironmentsModule,
    DeploymentsModule,
    SandboxesModule,
    TemplatesModule,
    TemplateCatalogModule,
  ],
  controllers: [
    WebhooksController,
    BitbucketController,
    DeliveriesController,
    PullRequestRulesController,
    KeptSandboxesController,
  ],
  providers: [
    WebhooksService,
    WebhookRecords,
    WebhookViews,
    HookSecrets,
    ServedRepositories,
    HostAccess,
    ActingFor,
    Receiver,
    DeliveryRecords,
    DeliveryViews,
    DeliveryWork,
    Redelivery,
    EventWork,
    BranchFollowing,
    Followers,
    FollowReasons,
    PullRequestRecords,
    PullRequestRuleRecords,
    PullRequestRules,
    PullRequestSandboxes,
    PullRequestClones,
    PullRequestUpdates,
    TemplateCopies,
    SandboxLeaving,
    LeavingTimer,
    KeptSandboxes,
    ReportContents,
    ReportRecords,
    ReportSending,
    ReportOutbox,
    ReportWriter,
    DeliveryReports,
    pullRequestHostProvider,
    { provide: PullRequestsOfSandboxes, useClass: RecordedPullRequests },
  ],
})
export class WebhooksModule {}
