import { ApiProperty } from '@nestjs/swagger';
import { type CommitInfo, type CommitsView } from '@sdp/protocol';
import { CommitInfoDto } from '../../repositories/dto/branch-view.dto.js';

export class CommitsViewDto implements CommitsView {
  @ApiProperty({ example: 'feature/discount' })
  branch: string;

  @ApiProperty({ type: CommitInfoDto })
  head: CommitInfo;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 3,
    description: 'Commits that do not run yet; null when nothing runs, or what runs is not in its history.',
  })
  aheadOfRunning: number | null;

  @ApiProperty({ example: 'main' })
  defaultBranch: string;

  @ApiProperty({ example: 0, description: 'Commits of the default branch that the branch does not have.' })
  behindDefault: number;
}
