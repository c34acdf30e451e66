import { ApiProperty } from '@nestjs/swagger';
import { type RepositoryView, type Stack } from '@sdp/protocol';

export class RepositoryViewDto implements RepositoryView {
  @ApiProperty({ example: 'orders' })
  name: string;

  @ApiProperty()
  url: string;

  @ApiProperty({ enum: ['go', 'php'] })
  stack: Stack;

  @ApiProperty({ example: 'main' })
  defaultBranch: string;

  @ApiProperty({ type: [String], description: 'Names of the agents that announced it.' })
  agents: string[];

  @ApiProperty({ description: 'Whether one of them is connected.' })
  isAvailable: boolean;
}
