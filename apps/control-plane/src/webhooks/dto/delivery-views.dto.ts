import { ApiProperty } from '@nestjs/swagger';
import {
  DELIVERY_STATES,
  type DeliveryReceipt,
  type DeliveryReport,
  type DeliveryState,
  type DeliveryView,
} from '@sdp/protocol';

export class DeliveryReceiptDto implements DeliveryReceipt {
  @ApiProperty({ enum: ['accepted', 'seen', 'pong'] })
  outcome: DeliveryReceipt['outcome'];

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  deliveryId: string | null;
}

export class DeliveryReportDto implements DeliveryReport {
  @ApiProperty({ enum: ['waiting', 'sent', 'failed'], description: 'Waiting with a problem: tried again.' })
  state: DeliveryReport['state'];

  @ApiProperty({ type: String, nullable: true, example: 'the git host answered 500' })
  problem: string | null;
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

  @ApiProperty({
    type: DeliveryReportDto,
    nullable: true,
    description: 'Whether the git host has what it is to show of the pull request because of it.',
  })
  report: DeliveryReportDto | null;
}
