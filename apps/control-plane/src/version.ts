import packageJson from '../../../package.json' with { type: 'json' };

/** Shown in /api/health and the API docs. */
export const VERSION: string = packageJson.version;
