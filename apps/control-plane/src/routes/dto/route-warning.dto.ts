import { ApiProperty } from '@nestjs/swagger';
import { type RouteWarning } from '@sdp/protocol';

const WARNINGS: readonly RouteWarning['code'][] = [
  'target-down',
  'dangling',
  'url-not-allowed',
  'no-target',
  'fell-back',
];

export class RouteWarningDto implements RouteWarning {
  @ApiProperty({ enum: WARNINGS })
  code: RouteWarning['code'];

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ example: 'orders was removed, so the route of orders falls back to the baseline.' })
  message: string;
}
