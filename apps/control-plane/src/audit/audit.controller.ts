import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type AuditEntry, type Page } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { Roles } from '../auth/roles.decorator.js';
import { AuditLog } from './audit-log.js';
import { AuditPageDto } from './dto/audit-entry.dto.js';
import { AuditFilterDto, AuditQueryDto } from './dto/audit-query.dto.js';
import { jsonLines } from './json-lines.js';

const JSON_LINES = 'application/x-ndjson';

@ApiTags('audit')
@Roles('ops')
@Controller('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @ApiOperation({ summary: 'Search the audit trail' })
  @ForTokens('ops')
  @Get()
  @ApiOkResponse({ type: AuditPageDto })
  list(@Query() { page, pageSize, ...filter }: AuditQueryDto): Promise<Page<AuditEntry>> {
    return this.log.page(filter, page, pageSize);
  }

  @ApiOperation({
    summary: 'Export the audit trail as JSON lines',
    description: 'One entry a line, oldest first.',
  })
  @ForTokens('ops')
  @Get('export')
  @ApiProduces(JSON_LINES)
  @ApiOkResponse({ schema: { type: 'string' } })
  export(@Query() filter: AuditFilterDto): StreamableFile {
    return new StreamableFile(Readable.from(jsonLines(this.log.all(filter))), {
      type: JSON_LINES,
      disposition: 'attachment; filename="sdp-audit.jsonl"',
    });
  }
}
