import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import Docker from 'dockerode';
import { type TestHost } from './test-host.js';

/** As an operator brings a base image to a host without internet: save here, load there. */
export async function loadBaseImage(host: TestHost, image: string): Promise<void> {
  const socketPath = process.env['SDP_TEST_ENGINE_SOCKET'] ?? '/var/run/docker.sock';
  const archive = host.path('/var/tmp/image.tar');
  await pipeline(await new Docker({ socketPath }).getImage(image).get(), createWriteStream(archive));
  await host.run('docker', 'load', '--input', '/var/tmp/image.tar');
  await rm(archive);
}
