import { ApiProperty } from '@nestjs/swagger';
import {
  type AgentKind,
  type AgentView,
  type ImageView,
  type PortRange,
  type Stack,
  type SwitchView,
} from '@sdp/protocol';

class PortRangeDto implements PortRange {
  @ApiProperty({ example: 21000 })
  from: number;

  @ApiProperty({ example: 21999 })
  to: number;
}

class DiskDto implements NonNullable<AgentView['disk']> {
  @ApiProperty()
  freeBytes: number;

  @ApiProperty()
  totalBytes: number;
}

class ImageViewDto implements ImageView {
  @ApiProperty({ enum: ['go', 'php'] })
  stack: Stack;

  @ApiProperty({ example: 'alpine:3.20' })
  name: string;

  @ApiProperty()
  isPresent: boolean;
}

class SwitchViewDto implements SwitchView {
  @ApiProperty({ example: 'http://gateway.example.com:8080' })
  url: string;

  @ApiProperty({ type: String, nullable: true, example: 'sandbox.example.com' })
  domain: string | null;

  @ApiProperty({ type: String, nullable: true, description: "What is wrong with it, in nginx's words." })
  problem: string | null;
}

export class AgentViewDto implements AgentView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'micro-1' })
  name: string;

  @ApiProperty({ enum: ['micro', 'gateway'] })
  kind: AgentKind;

  @ApiProperty()
  isConnected: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastContactAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  version: string | null;

  @ApiProperty({ type: String, nullable: true })
  address: string | null;

  @ApiProperty({ type: PortRangeDto, nullable: true })
  portRange: PortRange | null;

  @ApiProperty({ type: Number, nullable: true })
  capacity: number | null;

  @ApiProperty({ description: 'Drained: it gets no new service instances.' })
  noSchedule: boolean;

  @ApiProperty()
  running: number;

  @ApiProperty()
  queued: number;

  @ApiProperty({ description: 'Service instances that are placed on it.' })
  instances: number;

  @ApiProperty({ type: DiskDto, nullable: true })
  disk: AgentView['disk'];

  @ApiProperty({ type: [ImageViewDto] })
  images: ImageView[];

  @ApiProperty({
    type: [String],
    example: ['git.example.com'],
    description: "Git hosts that it reads without anybody's credentials.",
  })
  gitHosts: string[];

  @ApiProperty({ type: SwitchViewDto, nullable: true })
  switch: SwitchView | null;

  @ApiProperty({ description: 'Its token was taken away: it cannot connect until it gets a new one.' })
  isRevoked: boolean;
}
