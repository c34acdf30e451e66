import { ApiProperty } from '@nestjs/swagger';
import { type RouteUseView } from '@sdp/protocol';

class RoutedSandboxDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'checkout' })
  name: string;

  @ApiProperty({ example: 'bob' })
  owner: string;
}

export class RouteUseDto implements RouteUseView {
  @ApiProperty({ type: RoutedSandboxDto, description: 'Whose route it is.' })
  sandbox: RoutedSandboxDto;

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({
    description: 'Its gateway sends calls here, or is told to; otherwise its next push says so.',
  })
  isApplied: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'http://orders.ocp.example.com',
    description: 'Where it leads once the service is gone; null: nowhere, since there is no baseline of it.',
  })
  fallback: string | null;
}
