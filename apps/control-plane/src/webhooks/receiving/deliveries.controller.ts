import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeliveryView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { Roles } from '../../auth/roles.decorator.js';
import { DeliveryId, WebhookId } from '../../validation/pattern.pipe.js';
import { DeliveryViewDto } from '../dto/delivery-views.dto.js';
import { DeliveryViews } from './delivery-views.js';
import { DeliveryWork } from './delivery-work.js';
import { Redelivery } from './redelivery.js';

@ApiTags('webhooks')
@Controller('webhooks/:id/deliveries')
export class DeliveriesController {
  constructor(
    private readonly views: DeliveryViews,
    private readonly redelivery: Redelivery,
    private readonly work: DeliveryWork,
  ) {}

  @ApiOperation({ summary: 'List the last hundred deliveries of a webhook, newest first' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [DeliveryViewDto] })
  list(@Param('id', WebhookId) id: string): Promise<DeliveryView[]> {
    return this.views.list(id);
  }

  @ApiOperation({ summary: 'Work on a delivery again' })
  @ForTokens('write')
  @Post(':deliveryId/redeliver')
  @Roles('developer', 'ops')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: DeliveryViewDto })
  async redeliver(
    @CurrentUser() user: Principal,
    @Param('id', WebhookId) id: string,
    @Param('deliveryId', DeliveryId) deliveryId: string,
  ): Promise<DeliveryView> {
    await this.redelivery.of(id, deliveryId, user);
    const view = await this.views.of(id, deliveryId);
    this.work.wake();
    return view;
  }
}
