import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_STATES, type DeliveryReceipt, type DeliveryState, type DeliveryView } from '@sdp/protocol';

export class DeliveryReceiptDto implements DeliveryReceipt {
  @ApiProperty({ enum: ['accepted', 'seen', 'pong'] })
  outcome: DeliveryReceipt['outcome'];

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  deliveryId: string | null;
}

export class DeliveryViewDto implements DeliveryView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'repo:push' })
  eventKey: string;

  @ApiProperty({ example: 'push to shop/orders: main at c0ffee0000' })
  summary: string;

  @ApiProperty({ type: String, nullable: true, description: 'As the git host calls them.' })
  by: string | null;

  @ApiProperty({ format: 'date-time' })
  receivedAt: string;

  @ApiProperty({ enum: DELIVERY_STATES })
  state: DeliveryState;

  @ApiProperty({
    example: 'main: redeploys orders in checkout-fix',
    description: 'What was done, or why not.',
  })
  outcome: string;

  @ApiProperty()
  attempts: number;

  @ApiProperty({ type: [String] })
  deploymentIds: string[];
}
