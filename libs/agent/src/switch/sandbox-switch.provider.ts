import { type FactoryProvider } from '@nestjs/common';
import { AgentConfig } from '../config/agent-config.js';
import { NginxSwitch } from './nginx-switch.js';
import { NoSwitch, SandboxSwitch } from './sandbox-switch.js';

/** A switch where the program brings its files and the configuration asks for one. */
export function sandboxSwitchProvider(templates: string | undefined): FactoryProvider<SandboxSwitch> {
  return {
    provide: SandboxSwitch,
    useFactory: ({ switch: settings, dataDir, bindAddress }: AgentConfig) =>
      settings && templates !== undefined
        ? new NginxSwitch({ settings, dataDir, templates, bindAddress })
        : new NoSwitch(),
    inject: [AgentConfig],
  };
}
