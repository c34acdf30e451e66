import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'sdp:isPublic';

/** Opens a route to everybody. Every other route needs a session. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
