import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ActingInterceptor } from './acting.interceptor.js';
import { AuditTrail } from './audit-trail.js';

/** Global: whatever changes something says so here. */
@Global()
@Module({
  providers: [AuditTrail, { provide: APP_INTERCEPTOR, useClass: ActingInterceptor }],
  exports: [AuditTrail],
})
export class AuditModule {}
