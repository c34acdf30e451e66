import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type HealthView } from '@sdp/protocol';
import { Public } from '../auth/public.decorator.js';
import { HealthViewDto } from './dto/health-view.dto.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @ApiOperation({ summary: 'Tell whether the control plane is well' })
  @Public()
  @Get()
  @ApiOkResponse({ type: HealthViewDto })
  check(): Promise<HealthView> {
    return this.health.check();
  }
}
