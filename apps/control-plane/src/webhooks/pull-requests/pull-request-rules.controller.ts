import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type WebhookView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { Roles } from '../../auth/roles.decorator.js';
import { RuleId, WebhookId } from '../../validation/pattern.pipe.js';
import { CreatePullRequestRuleDto, UpdatePullRequestRuleDto } from '../dto/rule-requests.dto.js';
import { WebhookViewDto } from '../dto/webhook-views.dto.js';
import { WebhookViews } from '../webhook-views.js';
import { PullRequestRules } from './pull-request-rules.service.js';

/** Each answers the webhook with all of its rules. */
@ApiTags('webhooks')
@Controller('webhooks/:id/rules')
@Roles('developer', 'ops')
export class PullRequestRulesController {
  constructor(
    private readonly rules: PullRequestRules,
    private readonly views: WebhookViews,
  ) {}

  @ApiOperation({
    summary: 'Make a sandbox for each pull request of a repository',
    description: "From a template, with the pull request's branch in it. The sandboxes are the caller's.",
  })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: WebhookViewDto })
  async create(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
    @Body() request: CreatePullRequestRuleDto,
  ): Promise<WebhookView> {
    await this.rules.create(id, user, request);
    return this.views.of(id, user);
  }

  @ApiOperation({
    summary: 'Change a rule for pull requests',
    description: 'Sandboxes that are there stay as they are.',
  })
  @ForTokens('write')
  @Patch(':ruleId')
  @ApiOkResponse({ type: WebhookViewDto })
  async update(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
    @Param('ruleId', RuleId) ruleId: string,
    @Body() request: UpdatePullRequestRuleDto,
  ): Promise<WebhookView> {
    await this.rules.update(id, ruleId, user, request);
    return this.views.of(id, user);
  }

  @ApiOperation({
    summary: 'Delete a rule for pull requests',
    description: 'Its sandboxes stay until their pull requests are closed.',
  })
  @ForTokens('write')
  @Delete(':ruleId')
  @HttpCode(204)
  @ApiNoContentResponse()
  delete(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
    @Param('ruleId', RuleId) ruleId: string,
  ): Promise<void> {
    return this.rules.delete(id, ruleId, user);
  }
}
