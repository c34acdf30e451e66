import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ROUTE_SET_STATES, type RouteMatrix, type RouteSetState, type RouteView } from '@sdp/protocol';
import { ORIGINS } from './route-view.dto.js';

class MatrixCellDto {
  @ApiProperty({ type: String, nullable: true })
  target: string | null;

  @ApiProperty({ enum: ORIGINS })
  from: RouteView['from'];

  @ApiProperty({ type: String, nullable: true })
  sandboxName: string | null;

  @ApiProperty()
  isApplied: boolean;
}

@ApiExtraModels(MatrixCellDto)
class MatrixRowDto {
  @ApiProperty({ format: 'uuid' })
  sandboxId: string;

  @ApiProperty()
  sandboxName: string;

  @ApiProperty({ enum: ROUTE_SET_STATES })
  state: RouteSetState;

  @ApiProperty({
    type: 'object',
    description: 'By service.',
    additionalProperties: { $ref: getSchemaPath(MatrixCellDto) },
  })
  routes: Record<string, MatrixCellDto>;
}

export class RouteMatrixDto implements RouteMatrix {
  @ApiProperty({ type: [String] })
  services: string[];

  @ApiProperty({ type: [MatrixRowDto] })
  rows: MatrixRowDto[];
}
