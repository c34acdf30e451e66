import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type BranchView, type CommitInfo } from '@sdp/protocol';
import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class BranchQueryDto {
  @ApiPropertyOptional({ description: 'Any part of the name.', maxLength: 200 })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class CommitInfoDto implements CommitInfo {
  @ApiProperty({ pattern: '^[0-9a-f]{40}$' })
  id: string;

  @ApiProperty()
  author: string;

  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty()
  subject: string;
}

export class BranchViewDto implements BranchView {
  @ApiProperty()
  name: string;

  @ApiProperty({ type: CommitInfoDto })
  commit: CommitInfo;
}
