import { ApiProperty } from '@nestjs/swagger';
import { type RoutePreview, type RouteWarning } from '@sdp/protocol';
import { RouteWarningDto } from './route-warning.dto.js';

class RouteChangeDto {
  @ApiProperty({ example: 'orders_url' })
  variable: string;

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ type: String, nullable: true, example: 'http://orders.ocp.example.com' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'http://10.0.0.7:21000' })
  to: string | null;
}

export class RoutePreviewDto implements RoutePreview {
  @ApiProperty({ description: 'That the set would get.' })
  revision: number;

  @ApiProperty()
  hash: string;

  @ApiProperty({ type: [RouteChangeDto] })
  changes: RoutePreview['changes'];

  @ApiProperty({ type: [RouteWarningDto] })
  warnings: RouteWarning[];
}
