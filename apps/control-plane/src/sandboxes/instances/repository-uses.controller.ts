import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { REPOSITORY_NAME, type RepositoryUseView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { PatternPipe } from '../../validation/pattern.pipe.js';
import { RepositoryUseDto } from '../dto/repository-use.dto.js';
import { RepositoryUses } from './repository-uses.js';

/** Here, and not with the repositories: those know nothing of sandboxes. */
@ApiTags('repositories')
@Controller('repositories/:name/uses')
export class RepositoryUsesController {
  constructor(private readonly uses: RepositoryUses) {}

  @ApiOperation({ summary: 'List which sandboxes have services of a repository, and at which branch' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [RepositoryUseDto] })
  list(
    @Param('name', new PatternPipe(REPOSITORY_NAME, 'repository')) name: string,
  ): Promise<RepositoryUseView[]> {
    return this.uses.of(name);
  }
}
