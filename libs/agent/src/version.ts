import packageJson from '../../../package.json' with { type: 'json' };

/** `0.1.0`, and where the release is known `0.1.0+1dce67f`. */
export function versionOf(release: string): string {
  return release === '' ? packageJson.version : `${packageJson.version}+${release}`;
}
