import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { NginxBeside } from './nginx-beside.js';

const run = promisify(execFile);

/** The admin's production build behind an nginx of the bench's own, with the very block that hosts get. */
export async function startAdminSite(port: number, controlPlane: string): Promise<NginxBeside> {
  const folder = await mkdtemp(join(tmpdir(), 'sdp-bench-site-'));
  try {
    const site = join(folder, 'site');
    await writeFile(site, `server {\n    listen 127.0.0.1:${port};\n    server_name localhost;\n}\n`);
    const root = resolve('dist/apps/admin/browser');
    const { stdout } = await run('deploy/nginx-site.sh', [
      'print',
      ...['--site', site],
      ...['--root', root],
      ...['--previous-root', root],
      ...['--control-plane', controlPlane],
    ]);
    return await NginxBeside.start(HTTP, { 'site.conf': stdout });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const HTTP = `
pid nginx.pid;
error_log error.log error;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  sendfile on;
  access_log off;
  client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi;
  uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
  include site.conf;
}`;
