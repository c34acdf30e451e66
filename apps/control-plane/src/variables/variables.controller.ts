import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ResolvedVariableView, SERVICE_NAME } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { PatternPipe, SandboxId } from '../validation/pattern.pipe.js';
import { ResolvedVariableViewDto } from './dto/resolved-variable-view.dto.js';
import { VariableViews } from './variable-views.js';

@ApiTags('services')
@Controller('sandboxes/:id/services/:name/variables')
export class VariablesController {
  constructor(private readonly views: VariableViews) {}

  @ApiOperation({
    summary: 'Show the variables that a service is given',
    description: "What the service's next deployment is given, with the layer of each, and what it hides.",
  })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [ResolvedVariableViewDto] })
  list(
    @Param('id', SandboxId) id: string,
    @Param('name', new PatternPipe(SERVICE_NAME, 'service')) name: string,
  ): Promise<ResolvedVariableView[]> {
    return this.views.next(id, name);
  }
}
