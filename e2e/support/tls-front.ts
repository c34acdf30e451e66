import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { until } from './until.js';

const run = promisify(execFile);

/** A company's own authority, and a certificate of it for this machine. */
const CERTIFICATES = `set -e
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=Example Company CA' 2>openssl.log
openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj '/CN=127.0.0.1' 2>>openssl.log
printf 'subjectAltName=IP:127.0.0.1' >names
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem 2>>openssl.log`;

/** A real nginx as a company has it in front: TLS with a certificate that no system knows, and SDP below a prefix. */
export class TlsFront {
  private constructor(
    private readonly nginx: ChildProcess,
    /** With the prefix, without a slash at the end. */
    readonly url: string,
    /** Certificate of the authority, as PEM. */
    readonly authority: string,
  ) {}

  static async start(folder: string, controlPort: number, prefix: string): Promise<TlsFront> {
    await mkdir(folder);
    await run('sh', ['-c', CERTIFICATES], { cwd: folder });
    const port = await freePort();
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, port, controlPort, prefix));
    const nginx = spawn('nginx', ['-c', file, '-e', join(folder, 'error.log')], { stdio: 'ignore' });
    const front = new TlsFront(nginx, `https://127.0.0.1:${port}${prefix}`, join(folder, 'ca.pem'));
    await until('nginx listens', 20_000, () => isOpen(port)).catch(async (error) => {
      await front.stop();
      throw error;
    });
    return front;
  }

  async stop(): Promise<void> {
    if (this.nginx.exitCode !== null) return;
    const exited = once(this.nginx, 'exit');
    this.nginx.kill('SIGTERM');
    await exited;
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect'); // rejects with the socket's error
    return true;
  } finally {
    socket.destroy();
  }
}

function configuration(folder: string, port: number, controlPort: number, prefix: string): string {
  return `daemon off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server.key;
    location ${prefix}/ {
      proxy_pass http://127.0.0.1:${controlPort}/;
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_set_header Host $http_host;
    }
  }
}
`;
}
