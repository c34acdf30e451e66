import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SERVICE_NAME, type ServiceInstanceView } from '@sdp/protocol';
import { ForTokens } from '../../auth/for-tokens.decorator.js';
import { CurrentUser, type Principal } from '../../auth/principal.js';
import { PatternPipe, SandboxId } from '../../validation/pattern.pipe.js';
import { ServiceInstanceViewDto } from '../dto/service-views.dto.js';
import { SandboxViews } from '../sandbox-views.js';
import { InstanceLifecycleService, type LifecycleCommand } from './instance-lifecycle.service.js';

const ServiceName = new PatternPipe(SERVICE_NAME, 'service');

@ApiTags('services')
@Controller('sandboxes/:id/services/:name')
export class InstanceLifecycleController {
  constructor(
    private readonly lifecycle: InstanceLifecycleService,
    private readonly views: SandboxViews,
  ) {}

  @ApiOperation({ summary: 'Stop a service' })
  @ForTokens('deploy')
  @Post('stop')
  @HttpCode(200)
  @ApiOkResponse({ type: ServiceInstanceViewDto })
  stop(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<ServiceInstanceView> {
    return this.command(id, name, user, 'stop');
  }

  @ApiOperation({ summary: 'Start a service' })
  @ForTokens('deploy')
  @Post('start')
  @HttpCode(200)
  @ApiOkResponse({ type: ServiceInstanceViewDto })
  start(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<ServiceInstanceView> {
    return this.command(id, name, user, 'start');
  }

  @ApiOperation({ summary: 'Restart a service' })
  @ForTokens('deploy')
  @Post('restart')
  @HttpCode(200)
  @ApiOkResponse({ type: ServiceInstanceViewDto })
  restart(
    @CurrentUser() user: Principal,
    @Param('id', SandboxId) id: string,
    @Param('name', ServiceName) name: string,
  ): Promise<ServiceInstanceView> {
    return this.command(id, name, user, 'restart');
  }

  private async command(
    id: string,
    name: string,
    user: Principal,
    command: LifecycleCommand,
  ): Promise<ServiceInstanceView> {
    await this.lifecycle.command(id, name, user, command);
    return this.views.service(id, name, user);
  }
}
