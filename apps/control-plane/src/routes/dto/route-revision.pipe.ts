import { PatternPipe } from '../../validation/pattern.pipe.js';

/** The number of a route set, as it stands in a path. */
export const RouteRevision = new PatternPipe(/^[1-9][0-9]{0,8}$/, 'route set');
