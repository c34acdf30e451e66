import { Controller, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeliveryReceipt } from '@sdp/protocol';
import { type Request, type Response } from 'express';
import { ChangesNothing } from '../../audit/changes-nothing.decorator.js';
import { Public } from '../../auth/public.decorator.js';
import { PeerAddress } from '../../http/peer-address.js';
import { WebhookId } from '../../validation/pattern.pipe.js';
import { DeliveryReceiptDto } from '../dto/delivery-views.dto.js';
import { DeliveryWork } from './delivery-work.js';
import { Receiver } from './receiver.js';

/** Where Bitbucket calls. The signature is what lets it in. */
@ApiTags('webhooks')
@Controller('webhooks/bitbucket')
export class BitbucketController {
  constructor(
    private readonly receiver: Receiver,
    private readonly work: DeliveryWork,
    private readonly peer: PeerAddress,
  ) {}

  @ApiOperation({
    summary: 'Take an event of Bitbucket',
    description:
      'Signed with the secret of the webhook over the body as it is sent. 202: it is written down and worked on; 200: it was delivered before, or is a ping.',
  })
  @ApiHeader({ name: 'X-Hub-Signature', example: `sha256=${'0'.repeat(64)}`, required: true })
  @ApiHeader({ name: 'X-Event-Key', example: 'repo:push', required: true })
  @ApiBody({ schema: { type: 'object', example: { push: { changes: [] } } } })
  @ApiOkResponse({ type: DeliveryReceiptDto })
  @Public()
  // What comes in is written to the deliveries, and what is done because of it to the audit trail.
  @ChangesNothing()
  @Post(':id')
  async receive(
    @Param('id', WebhookId) id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeliveryReceipt> {
    const receipt = await this.receiver.receive(id, {
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      signature: request.header('x-hub-signature'),
      eventKey: request.header('x-event-key'),
      requestId: request.header('x-request-uuid') ?? request.header('x-request-id') ?? null,
      from: this.peer.ofRequest(request),
    });
    response.status(receipt.outcome === 'accepted' ? HttpStatus.ACCEPTED : HttpStatus.OK);
    this.work.wake();
    return receipt;
  }
}
