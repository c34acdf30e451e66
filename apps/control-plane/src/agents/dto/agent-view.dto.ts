import { ApiProperty } from '@nestjs/swagger';
import {
  type AgentKind,
  type AgentRefusal,
  type AgentView,
  type ImageView,
  type PortRange,
  type Stack,
  type StorageView,
  type SwitchView,
} from '@sdp/protocol';
import { StorageViewDto } from './storage-view.dto.js';

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

class AgentRefusalDto implements AgentRefusal {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ enum: ['too-old', 'too-new', 'misconfigured'] })
  reason: AgentRefusal['reason'];

  @ApiProperty({
    example:
      "The agent speaks protocol 1, the control plane 2 to 3: the agent is too old. Install the release of the control plane on the agent's host.",
    description: 'What to do, in words.',
  })
  message: string;
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

  @ApiProperty({
    type: AgentRefusalDto,
    nullable: true,
    description: 'Why it was not let in when it tried to connect last, though its token is good.',
  })
  refusal: AgentRefusal | null;

  @ApiProperty({ type: StorageViewDto, nullable: true, description: 'What its host has stored.' })
  storage: StorageView | null;
}
