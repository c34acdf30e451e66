import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AuthService } from './auth.service.js';

@Injectable()
export class SessionExpiry {
  constructor(private readonly auth: AuthService) {}

  @Interval(60_000)
  async sweep(): Promise<void> {
    await this.auth.endExpired();
  }
}
