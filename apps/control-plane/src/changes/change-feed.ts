import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { actingAlone } from '../audit/acting.js';
import { UnitOfWork } from '../database/unit-of-work.js';

export interface Change {
  kind:
    | 'agent'
    | 'user'
    | 'access'
    | 'repository'
    | 'audit'
    | 'environment'
    | 'environment-removed'
    | 'template'
    | 'webhook'
    | 'template-removed'
    | 'sandbox'
    | 'sandbox-removed'
    | 'deployment'
    | 'group'
    | 'routes';
  id: string;
}

/** Says what has changed, after it is committed. Carries ids only: whoever listens reads the newest state. */
@Injectable()
export class ChangeFeed {
  private readonly subject = new Subject<Change>();
  readonly changes = this.subject.asObservable();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  announce(kind: Change['kind'], id: string): void {
    this.unitOfWork.afterCommit(() => actingAlone(() => this.subject.next({ kind, id })));
  }
}
