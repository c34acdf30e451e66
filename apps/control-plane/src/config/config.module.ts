import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { PeerAddress } from '../http/peer-address.js';
import { Config } from './config.js';

/** What comes from outside of the program: its settings, the time, and where requests come from. */
@Global()
@Module({})
export class ConfigModule {
  static for(config: Config, clock = new Clock()): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: Config, useValue: config }, { provide: Clock, useValue: clock }, PeerAddress],
      exports: [Config, Clock, PeerAddress],
    };
  }
}
