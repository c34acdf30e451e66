import { ApiProperty } from '@nestjs/swagger';
import { type RouteSetVersion } from '@sdp/protocol';

export class RouteSetVersionDto implements RouteSetVersion {
  @ApiProperty()
  revision: number;

  @ApiProperty()
  hash: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ example: 'ada' })
  createdBy: string;

  @ApiProperty({ example: 'restored revision 3' })
  reason: string;

  @ApiProperty({ enum: ['pushing', 'applied', 'failed', 'replaced'] })
  state: RouteSetVersion['state'];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { orders_url: 'http://10.0.0.7:21000' },
  })
  routes: Record<string, string>;
}
