import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type BranchView, REPOSITORY_NAME, type RepositoryView } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { PatternPipe } from '../validation/pattern.pipe.js';
import { AddRepositoryDto } from './dto/add-repository.dto.js';
import { BranchQueryDto, BranchViewDto } from './dto/branch-view.dto.js';
import { RepositoryViewDto } from './dto/repository-view.dto.js';
import { RepositoriesService } from './repositories.service.js';

@ApiTags('repositories')
@Controller('repositories')
export class RepositoriesController {
  constructor(private readonly repositories: RepositoriesService) {}

  @ApiOperation({ summary: 'List repositories' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: [RepositoryViewDto] })
  list(): Promise<RepositoryView[]> {
    return this.repositories.views();
  }

  @ApiOperation({ summary: 'Add a repository to an agent' })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: RepositoryViewDto })
  add(@CurrentUser() user: Principal, @Body() request: AddRepositoryDto): Promise<RepositoryView> {
    return this.repositories.add(request, user.credentials);
  }

  @ApiOperation({ summary: 'List the branches of a repository' })
  @ForTokens('read')
  @Get(':name/branches')
  @ApiOkResponse({ type: [BranchViewDto] })
  branches(
    @CurrentUser() user: Principal,
    @Param('name', new PatternPipe(REPOSITORY_NAME, 'repository')) name: string,
    @Query() { q }: BranchQueryDto,
  ): Promise<BranchView[]> {
    return this.repositories.branches(name, q ?? '', user.credentials);
  }
}
