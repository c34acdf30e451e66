/** Shown in /api/health and the API docs. */
export const VERSION = '0.1.0';
