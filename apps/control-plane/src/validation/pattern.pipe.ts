import { type PipeTransform } from '@nestjs/common';
import { ID } from '@sdp/protocol';
import { notFound } from '../errors/domain-error.js';

/** For names and ids in a path: what cannot exist is not there, and gets no further. */
export class PatternPipe implements PipeTransform<string, string> {
  constructor(
    private readonly pattern: RegExp,
    private readonly what: string,
  ) {}

  transform(value: string): string {
    if (!this.pattern.test(value)) throw notFound(this.what);
    return value;
  }
}

export const SandboxId = new PatternPipe(ID, 'sandbox');
export const AgentId = new PatternPipe(ID, 'agent');
export const EnvironmentId = new PatternPipe(ID, 'environment');
export const TemplateId = new PatternPipe(ID, 'template');
export const DeploymentId = new PatternPipe(ID, 'deployment');
export const TokenId = new PatternPipe(ID, 'token');
export const SessionId = new PatternPipe(ID, 'session');
export const WebhookId = new PatternPipe(ID, 'webhook');
export const DeliveryId = new PatternPipe(ID, 'delivery');
export const RuleId = new PatternPipe(ID, 'rule');
