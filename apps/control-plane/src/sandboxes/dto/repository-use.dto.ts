import { ApiProperty } from '@nestjs/swagger';
import { OBSERVED_STATES, type ObservedState, type RepositoryUseView } from '@sdp/protocol';
import { RunningDto } from './service-views.dto.js';

class UsingSandboxDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'fast-orders' })
  name: string;

  @ApiProperty({ example: 'ada' })
  owner: string;
}

export class RepositoryUseDto implements RepositoryUseView {
  @ApiProperty({ type: UsingSandboxDto })
  sandbox: UsingSandboxDto;

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ example: 'feature/fast-orders', description: 'What its next deployment takes.' })
  branch: string;

  @ApiProperty({ type: String, nullable: true, pattern: '^[0-9a-f]{40}$' })
  pinnedCommit: string | null;

  @ApiProperty({ enum: OBSERVED_STATES })
  observed: ObservedState;

  @ApiProperty({ type: RunningDto, nullable: true, description: 'What runs now.' })
  running: RunningDto | null;
}
