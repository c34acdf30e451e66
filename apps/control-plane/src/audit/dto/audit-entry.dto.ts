import { ApiProperty } from '@nestjs/swagger';
import { type AuditEntry, type Page } from '@sdp/protocol';

export class AuditEntryDto implements AuditEntry {
  @ApiProperty({ example: 4711, description: 'Grows by one.' })
  number: number;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ example: 'ada', description: '`sdp` for the platform itself, `agent:<name>` for an agent.' })
  actor: string;

  @ApiProperty({ type: String, nullable: true, example: '10.20.30.40' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'pipeline of checkout' })
  token: string | null;

  @ApiProperty({ example: 'sandbox.created' })
  action: string;

  @ApiProperty({ example: 'checkout-fix' })
  subject: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sandboxId: string | null;

  @ApiProperty({ example: 'created sandbox checkout-fix' })
  summary: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  details: Record<string, unknown>;
}

export class AuditPageDto implements Page<AuditEntry> {
  @ApiProperty({ type: [AuditEntryDto], description: 'Newest first.' })
  items: AuditEntryDto[];

  @ApiProperty()
  page: number;

  @ApiProperty()
  pageSize: number;

  @ApiProperty()
  total: number;
}
