import { PickType } from '@nestjs/swagger';
import { AuditQueryDto } from './audit-query.dto.js';

export class ActivityQueryDto extends PickType(AuditQueryDto, ['page', 'pageSize'] as const) {}
