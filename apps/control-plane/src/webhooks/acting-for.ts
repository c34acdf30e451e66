import { Injectable } from '@nestjs/common';
import { type Viewer } from '../auth/viewer.js';
import { type Requester } from '../sandboxes/deploying/instance-orders.js';
import { UsersService } from '../users/users.service.js';

/** What is done for an event is done as somebody of ours might have done it: theirs are the rights, never the name. */
@Injectable()
export class ActingFor {
  constructor(private readonly users: UsersService) {}

  /** `shownAs` has a blank in it, so that nobody can sign in under it. */
  async owner(username: string, shownAs: string): Promise<Viewer & Requester> {
    const role = await this.users.roleOf(username);
    return { username, role, shownAs, access: 'agent', isPatient: true };
  }
}
