import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ActingInterceptor } from './acting.interceptor.js';
import { AuditLog } from './audit-log.js';
import { AuditTrail } from './audit-trail.js';
import { AuditController } from './audit.controller.js';

/** Global: whatever changes something says so here. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditTrail, AuditLog, { provide: APP_INTERCEPTOR, useClass: ActingInterceptor }],
  exports: [AuditTrail, AuditLog],
})
export class AuditModule {}
