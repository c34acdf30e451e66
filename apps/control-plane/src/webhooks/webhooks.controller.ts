import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type WebhookView, type WebhookWithSecret } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { Roles } from '../auth/roles.decorator.js';
import { WebhookId } from '../validation/pattern.pipe.js';
import { CreateWebhookDto, UpdateWebhookDto } from './dto/webhook-requests.dto.js';
import { WebhookViewDto, WebhookWithSecretDto } from './dto/webhook-views.dto.js';
import { WebhookViews } from './webhook-views.js';
import { type NewSecret, WebhooksService } from './webhooks.service.js';

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly views: WebhookViews,
  ) {}

  @ApiOperation({ summary: 'List webhooks' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [WebhookViewDto] })
  list(@CurrentUser() user: Principal): Promise<WebhookView[]> {
    return this.views.all(user);
  }

  @ApiOperation({
    summary: 'Make a webhook',
    description: 'Whoever is not ops shows with their own credentials that they can read its repositories.',
  })
  @ForTokens('write')
  @Post()
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  async create(
    @CurrentUser() user: Principal,
    @Body() request: CreateWebhookDto,
  ): Promise<WebhookWithSecret> {
    return this.shown(await this.webhooks.create(user, request), user);
  }

  @ApiOperation({ summary: 'Show a webhook' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: WebhookViewDto })
  one(@CurrentUser() user: Principal, @Param('id', WebhookId) id: string): Promise<WebhookView> {
    return this.views.of(id, user);
  }

  @ApiOperation({ summary: 'Change a webhook' })
  @ForTokens('write')
  @Patch(':id')
  @Roles('developer', 'ops')
  @ApiOkResponse({ type: WebhookViewDto })
  async update(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
    @Body() request: UpdateWebhookDto,
  ): Promise<WebhookView> {
    await this.webhooks.update(id, user, request);
    return this.views.of(id, user);
  }

  @ApiOperation({
    summary: 'Give a webhook a new secret',
    description: 'The old one is good no more, at once.',
  })
  @ForTokens('write')
  @Post(':id/secret')
  @Roles('developer', 'ops')
  @ApiCreatedResponse({ type: WebhookWithSecretDto })
  async rotate(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
  ): Promise<WebhookWithSecret> {
    return this.shown(await this.webhooks.rotate(id, user), user);
  }

  @ApiOperation({
    summary: 'Delete a webhook',
    description: 'With its rules and deliveries; sandboxes stay.',
  })
  @ForTokens('write')
  @Delete(':id')
  @Roles('developer', 'ops')
  @HttpCode(204)
  @ApiNoContentResponse()
  delete(@CurrentUser() user: Principal, @Param('id', WebhookId) id: string): Promise<void> {
    return this.webhooks.delete(id, user);
  }

  private async shown({ id, secret }: NewSecret, user: Principal): Promise<WebhookWithSecret> {
    return { webhook: await this.views.of(id, user), secret };
  }
}
