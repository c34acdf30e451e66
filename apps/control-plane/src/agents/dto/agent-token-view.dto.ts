import { ApiProperty } from '@nestjs/swagger';
import { type AgentTokenView } from '@sdp/protocol';

export class AgentTokenViewDto implements AgentTokenView {
  @ApiProperty({ description: 'Shown this once. It goes into SDP_AGENT_TOKEN on the host.' })
  token: string;
}
