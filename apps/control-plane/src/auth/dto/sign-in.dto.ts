import { ApiProperty } from '@nestjs/swagger';
import { type SignInRequest } from '@sdp/protocol';
import { Matches, MaxLength, MinLength, NotEquals } from 'class-validator';
import { PLATFORM } from '../../audit/audit-trail.js';

/**
 * What git's credential protocol and HTTP Basic can carry: no colon in the name. Of characters that nobody sees none
 * either: two people would look like one.
 */
const USERNAME = /^[^\p{C}\s:](?:[^\p{C}:]*[^\p{C}\s:])?$/u;
// eslint-disable-next-line no-control-regex
const NO_CONTROL_CHARACTER = /^[^\u0000-\u001f\u007f]*$/;

const NOT_THE_PLATFORM = new RegExp(`^(?!${PLATFORM}$)`, 'i');
/** In the shares of a sandbox. */
const EVERYONE = '*';

export class SignInDto implements SignInRequest {
  @ApiProperty({ example: 'ada', maxLength: 100 })
  @MaxLength(100)
  @Matches(USERNAME, {
    message: 'username must not be empty, nor have a colon, invisible characters or outer blanks',
  })
  @Matches(NOT_THE_PLATFORM, { message: `username must not be ${PLATFORM}, which means the platform itself` })
  @NotEquals(EVERYONE, { message: `username must not be ${EVERYONE}, which means everyone` })
  username: string;

  @ApiProperty({ format: 'password', maxLength: 500, example: 'a git password or token' })
  @MinLength(1)
  @MaxLength(500)
  @Matches(NO_CONTROL_CHARACTER, { message: 'password must not have control characters' })
  password: string;
}
