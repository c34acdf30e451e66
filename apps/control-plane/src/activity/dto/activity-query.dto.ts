import { PickType } from '@nestjs/swagger';
import { AuditQueryDto } from '../../audit/dto/audit-query.dto.js';

export class ActivityQueryDto extends PickType(AuditQueryDto, ['page', 'pageSize'] as const) {}
