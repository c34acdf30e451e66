import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeploymentView, type Page } from '@sdp/protocol';
import { ForTokens } from '../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { DeploymentId } from '../validation/pattern.pipe.js';
import { DeploymentViews } from './deployment-views.js';
import { DeploymentHistory } from './deployment-history.js';
import { DeploymentsService } from './deployments.service.js';
import { DeploymentQueryDto } from './dto/deployment-query.dto.js';
import { DeploymentPageDto, DeploymentViewDto } from './dto/deployment-view.dto.js';

@ApiTags('deployments')
@Controller('deployments')
export class DeploymentsController {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly history: DeploymentHistory,
    private readonly views: DeploymentViews,
  ) {}

  @ApiOperation({ summary: 'List deployments' })
  @ForTokens('read')
  @Get()
  @ApiOkResponse({ type: DeploymentPageDto })
  async list(
    @CurrentUser() user: Principal,
    @Query() { page = 1, pageSize = 20, ...filter }: DeploymentQueryDto,
  ): Promise<Page<DeploymentView>> {
    const found = await this.history.page({ ...filter, page, pageSize });
    return { ...found, items: await this.views.ofAll(found.items, user) };
  }

  @ApiOperation({ summary: 'Show a deployment' })
  @ForTokens('read')
  @Get(':id')
  @ApiOkResponse({ type: DeploymentViewDto })
  async one(@CurrentUser() user: Principal, @Param('id', DeploymentId) id: string): Promise<DeploymentView> {
    return this.views.of(await this.deployments.get(id), user);
  }
}
