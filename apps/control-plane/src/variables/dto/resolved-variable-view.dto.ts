import { ApiProperty } from '@nestjs/swagger';
import { type ResolvedVariableView, VARIABLE_LAYERS, type VariableLayer } from '@sdp/protocol';

class LayeredValueDto {
  @ApiProperty({ enum: VARIABLE_LAYERS, description: 'The layer that set it.' })
  layer: VariableLayer;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null for a secret.',
    example: 'http://10.0.0.7:21000',
  })
  value: string | null;

  @ApiProperty()
  isSecret: boolean;
}

export class ResolvedVariableViewDto extends LayeredValueDto implements ResolvedVariableView {
  @ApiProperty({ example: 'orders_url' })
  name: string;

  @ApiProperty({
    type: [LayeredValueDto],
    description: 'Values of lower layers that it hides, nearest first.',
  })
  hides: LayeredValueDto[];
}
