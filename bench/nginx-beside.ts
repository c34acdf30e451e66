import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An nginx of the bench's own, in a folder of its own. */
export class NginxBeside {
  private constructor(private readonly folder: string) {}

  static async start(
    configuration: string,
    files: Readonly<Record<string, string>> = {},
  ): Promise<NginxBeside> {
    const folder = await mkdtemp(join(tmpdir(), 'sdp-bench-nginx-'));
    for (const name of ['conf', 'extra', 'tmp']) await mkdir(join(folder, name));
    for (const [name, content] of Object.entries({ ...files, 'nginx.conf': configuration }))
      await writeFile(join(folder, 'conf', name), content);
    await run('nginx', ['-p', `${folder}/`, '-e', 'error.log', '-c', 'conf/nginx.conf'], { cwd: folder });
    return new NginxBeside(folder);
  }

  async stop(): Promise<void> {
    process.kill(Number(await readFile(join(this.folder, 'nginx.pid'), 'utf8')), 'SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Servers that answer at once: each port with its own name. */
export function answering(ports: Readonly<Record<string, number>>): string {
  const servers = Object.entries(ports).map(
    ([name, port]) =>
      `server { listen 127.0.0.1:${port} backlog=4096; location / { return 200 "${name}\\n"; } }`,
  );
  return `
    pid nginx.pid;
    error_log error.log error;
    worker_rlimit_nofile 16384;
    events { worker_connections 4096; }
    http {
      access_log off;
      client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi;
      uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
      ${servers.join('\n')}
    }`;
}

/**
 * The switch's own configuration with nothing left to look up: one fixed address, everything else the same. What
 * is not asked for is not evaluated by nginx, so the maps that stay behind cost nothing.
 */
export function plainProxy(configuration: string, listen: number, target: number): string {
  const plain = configuration
    .replace(/listen \S+/, `listen 127.0.0.1:${listen}`)
    .replace(/if \(\$destination[^}]*\}/, '')
    .replace('proxy_pass $destination;', `proxy_pass http://127.0.0.1:${target};`)
    .replace('proxy_set_header Host $sent_host;', 'proxy_set_header Host $http_host;')
    .replace('proxy_set_header X-Sandbox $sandbox;', 'proxy_set_header X-Sandbox $http_x_sandbox;')
    .replace(/js_content [^;]+;/g, 'return 404;')
    .replace(/error_page [^;]+;/, '');
  if (/\$(destination|sandbox);/.test(plain.slice(plain.indexOf('location / {'))))
    throw new Error('the plain configuration still looks something up: nginx/switch/nginx.conf has changed');
  return plain;
}
