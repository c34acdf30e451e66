import { Controller, Get, Header, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { IS_PUBLIC } from '../auth/public.decorator.js';
import { Gauges } from './gauges.js';
import { Metrics } from './metrics.js';
import { ScraperGuard } from './scraper.guard.js';

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly gauges: Gauges,
  ) {}

  @ApiOperation({
    summary: 'Read the metrics',
    description:
      'In the text format of Prometheus. For whoever has the token `SDP_METRICS_TOKEN` or one of the addresses ' +
      '`SDP_METRICS_ALLOW`, and for ops.',
  })
  @SetMetadata(IS_PUBLIC, true)
  @ForTokens('ops')
  @UseGuards(ScraperGuard)
  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async read(): Promise<string> {
    await this.gauges.refresh();
    return this.metrics.registry.metrics();
  }
}
