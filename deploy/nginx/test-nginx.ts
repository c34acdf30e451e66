import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real nginx of its own, whose only site is a file that nginx-site.sh works on. */
export class TestNginx {
  readonly folder = mkdtempSync(join(tmpdir(), 'sdp-nginx-'));
  readonly site = join(this.folder, 'site');
  readonly root = join(this.folder, 'current');
  readonly previousRoot = join(this.folder, 'previous');
  private readonly configuration = join(this.folder, 'nginx.conf');
  private process?: ReturnType<typeof spawn>;

  constructor() {
    for (const name of ['current', 'previous', 'tmp']) mkdirSync(join(this.folder, name));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${this.folder}/tmp/${name};`)
      .join(' ');
    writeFileSync(
      this.configuration,
      `user root; pid ${this.folder}/pid; error_log ${this.folder}/error.log; events {}
http { access_log off; ${temporary} include /etc/nginx/mime.types; include ${this.folder}/[s]ite; }\n`,
    );
  }

  write(content: string): void {
    writeFileSync(this.site, content);
  }

  read(): string {
    return readFileSync(this.site, 'utf8');
  }

  /** Runs nginx-site.sh on the site. */
  run(verb: string, ...options: string[]): { code: number | null; said: string } {
    const where = ['--root', this.root, '--previous-root', this.previousRoot];
    const words = [
      verb,
      '--site',
      this.site,
      ...where,
      '--nginx',
      `nginx -c ${this.configuration}`,
      ...options,
    ];
    const { status, stdout, stderr } = spawnSync('deploy/nginx-site.sh', words, { encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  }

  async start(): Promise<void> {
    this.process = spawn('nginx', ['-c', this.configuration, '-g', 'daemon off;'], { stdio: 'inherit' });
    await once(this.process, 'spawn');
  }

  /** A certificate for localhost, signed by itself. */
  makeCertificate(): { certificate: string; key: string } {
    const [certificate, key] = [join(this.folder, 'site.pem'), join(this.folder, 'site.key')];
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...words, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    return { certificate, key };
  }

  async dispose(): Promise<void> {
    if (this.process?.exitCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await exited;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
