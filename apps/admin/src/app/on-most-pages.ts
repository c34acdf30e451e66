/**
 * What several pages show or do, small as it is: it comes with the first files. Else the build gives each of these a file of
 * its own, and a page waits for two dozen of them.
 */
import './deployments/deployment-states';
import './errors/error-card';
import './layout/page-title';
import './live/live-value';
import './names/names';
import './sandboxes/sandbox-store';
import './templates/templates-api';
import './ui/ago';
import './ui/chip';
import './ui/copy-button';
import './ui/empty-state';
import './ui/load-state';
import './ui/skeleton';
