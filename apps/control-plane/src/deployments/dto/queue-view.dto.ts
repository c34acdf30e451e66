import { ApiProperty } from '@nestjs/swagger';
import { type DeploymentView, type QueueView } from '@sdp/protocol';
import { DeploymentViewDto } from './deployment-view.dto.js';

class AgentQueueDto {
  @ApiProperty({ description: "The agent's name.", example: 'micro-1' })
  agent: string;

  @ApiProperty()
  isConnected: boolean;

  @ApiProperty({ type: Number, nullable: true, description: 'How many it works on at once.' })
  capacity: number | null;

  @ApiProperty({ type: [DeploymentViewDto] })
  deployments: DeploymentView[];
}

export class QueueViewDto implements QueueView {
  @ApiProperty({ type: [AgentQueueDto] })
  agents: QueueView['agents'];
}
