import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { SERVICE_NAME, type ServiceInstanceView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { PatternPipe, SandboxId } from '../../validation/pattern.pipe.js';
import { AddServiceDto, UpdateServiceDto } from '../dto/service-requests.dto.js';
import { ServiceInstanceViewDto } from '../dto/service-views.dto.js';
import { InstanceRemovalService } from '../removal/instance-removal.service.js';
import { SandboxViews } from '../sandbox-views.js';
import { ServiceInstancesService } from './service-instances.service.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

@ApiTags('services')
@Controller('sandboxes/:id/services')
export class ServiceInstancesController {
  constructor(
    private readonly instances: ServiceInstancesService,
    private readonly removal: InstanceRemovalService,
    private readonly views: SandboxViews,
  ) {}

  @ApiOperation({ summary: 'Add a service to a sandbox' })
  @ForTokens('write')
  @Post()
  @ApiCreatedResponse({ type: ServiceInstanceViewDto })
  async add(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Body() request: AddServiceDto,
  ): Promise<ServiceInstanceView> {
    const { name } = await this.instances.add(id, user, request);
    return this.views.service(id, name, user);
  }

  @ApiOperation({ summary: 'Change a service' })
  @ForTokens('write')
  @Patch(':name')
  @ApiOkResponse({ type: ServiceInstanceViewDto })
  async update(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
    @Body() request: UpdateServiceDto,
  ): Promise<ServiceInstanceView> {
    await this.instances.update(id, name, user, request);
    return this.views.service(id, name, user);
  }

  @ApiOperation({
    summary: 'Remove a service from a sandbox',
    description: 'Cancels its deployment first. It is gone once its agent has removed the container.',
  })
  @ForTokens('write')
  @Delete(':name')
  @HttpCode(202)
  @ApiAcceptedResponse()
  remove(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<void> {
    return this.removal.remove(id, name, user);
  }
}
