import { type ImageView, type Stack, type SwitchView } from '@sdp/protocol';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';

export const STACKS: readonly Stack[] = ['go', 'php'];
const BASE_URL = /^https?:\/\/[\x21-\x7e]*[^/]$/;
const DOMAIN = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const isThere = (_: unknown, value: unknown) => value !== null;

export class ImageDto implements ImageView {
  @IsIn(STACKS)
  stack: Stack;

  @IsString()
  @MaxLength(300)
  name: string;

  @IsBoolean()
  isPresent: boolean;
}

export class SwitchDto implements SwitchView {
  @MaxLength(300)
  @Matches(BASE_URL)
  url: string;

  @ValidateIf(isThere)
  @MaxLength(255)
  @Matches(DOMAIN)
  domain: string | null;

  @ValidateIf(isThere)
  @IsString()
  @MaxLength(4_000)
  problem: string | null;
}
