import { SetMetadata } from '@nestjs/common';
import { type Role } from '@sdp/protocol';

export const ROLES_ALLOWED = 'sdp:rolesAllowed';

/** Opens a route, or a controller, to people with one of these roles only; everybody else gets `forbidden`. */
export const Roles = (...roles: Role[]) => SetMetadata(ROLES_ALLOWED, roles);
