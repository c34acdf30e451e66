import { OmitType } from '@nestjs/swagger';
import { type StorageView } from '@sdp/protocol';
import { StorageReportDto } from './storage-report.dto.js';

/** Of an agent, in the list of them. */
export class StorageViewDto
  extends OmitType(StorageReportDto, ['next', 'removedSince'])
  implements StorageView {}
