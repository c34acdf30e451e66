import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type DeploymentView, SERVICE_NAME, type ServiceInstanceView } from '@sdp/protocol';
import { CurrentUser, type Principal } from '../auth/principal.js';
import { DeploymentViews } from '../deployments/deployment-views.js';
import { DeploymentViewDto } from '../deployments/dto/deployment-view.dto.js';
import { PatternPipe, SandboxId } from '../validation/pattern.pipe.js';
import { ServiceInstanceViewDto } from './dto/sandbox-views.dto.js';
import { AddServiceDto, DeployDto, UpdateServiceDto } from './dto/service-requests.dto.js';
import { InstanceDeploymentsService } from './instance-deployments.service.js';
import { SandboxViews } from './sandbox-views.js';
import { ServiceInstancesService } from './service-instances.service.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

@ApiTags('services')
@Controller('sandboxes/:id/services')
export class ServiceInstancesController {
  constructor(
    private readonly instances: ServiceInstancesService,
    private readonly deployments: InstanceDeploymentsService,
    private readonly views: SandboxViews,
    private readonly deploymentViews: DeploymentViews,
  ) {}

  @Post()
  @ApiCreatedResponse({ type: ServiceInstanceViewDto })
  async add(
    @CurrentUser() { username }: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: AddServiceDto,
  ): Promise<ServiceInstanceView> {
    const { name } = await this.instances.add(id, username, request);
    return this.views.service(id, name, username);
  }

  @Patch(':name')
  @ApiOkResponse({ type: ServiceInstanceViewDto })
  async update(
    @CurrentUser() { username }: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
    @Body() request: UpdateServiceDto,
  ): Promise<ServiceInstanceView> {
    await this.instances.update(id, name, username, request);
    return this.views.service(id, name, username);
  }

  /** Cancels its deployment first. It is gone once its agent has removed the container. */
  @Delete(':name')
  @HttpCode(202)
  @ApiAcceptedResponse()
  remove(
    @CurrentUser() { username }: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<void> {
    return this.instances.remove(id, name, username);
  }

  @Post(':name/deployments')
  @ApiCreatedResponse({ type: DeploymentViewDto })
  async deploy(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
    @Body() request: DeployDto,
  ): Promise<DeploymentView> {
    const deployment = await this.deployments.request(id, name, user, request);
    return this.deploymentViews.of(deployment, user.username);
  }
}
