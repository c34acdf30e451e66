import { request } from 'node:http';
import { URLSearchParams } from 'node:url';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {{ status: number, text: string }} Answer
 * @typedef {{ Id: string, Names: string[], State: string, Labels: Record<string, string>,
 *   NetworkSettings: { Networks: Record<string, { NetworkID: string }> } }} Container
 * @typedef {{ Id: string, Name: string, Labels: Record<string, string> | null }} Network
 */

/**
 * The few calls of the Docker engine that the set-up makes, over its socket: they work before any npm package is
 * there, and whatever docker client is on the PATH. Docker Engine API, version-free paths.
 */
export class EngineApi {
  /** @param {string} socket */
  constructor(socket) {
    this.socket = socket;
  }

  /**
   * Whether the engine answers; `forbidden` when its socket is there and refuses this user.
   *
   * @returns {Promise<'answers' | 'silent' | 'forbidden'>}
   */
  async state() {
    try {
      const { status } = await this.call('GET', '/_ping', { idleMs: 5_000 });
      return status === 200 ? 'answers' : 'silent';
    } catch (error) {
      return /** @type {NodeJS.ErrnoException} */ (error).code === 'EACCES' ? 'forbidden' : 'silent';
    }
  }

  /** @param {string} name */
  async hasImage(name) {
    const { status } = await this.call('GET', `/images/${encodeURIComponent(name)}/json`);
    return status === 200;
  }

  /**
   * @param {string} name with a tag
   * @param {NodeJS.ReadableStream} tar a root file system
   * @param {string[]} changes Dockerfile instructions
   */
  async importImage(name, tar, changes) {
    const [repo = '', tag = ''] = splitTag(name);
    const query = new URLSearchParams({ fromSrc: '-', repo, tag });
    for (const change of changes) query.append('changes', change);
    await this.stream('POST', `/images/create?${query}`, { body: tar });
  }

  /** @param {NodeJS.ReadableStream} tar what `docker save` wrote, compressed or not */
  async loadImages(tar) {
    await this.stream('POST', '/images/load?quiet=1', { body: tar });
  }

  /**
   * @param {string} name
   * @param {{ idleMs: number, deadlineMs: number }} limits
   */
  async pullImage(name, limits) {
    const [fromImage = '', tag = ''] = splitTag(name);
    await this.stream('POST', `/images/create?${new URLSearchParams({ fromImage, tag })}`, limits);
  }

  /** Address of this host on the engine's default bridge. */
  async bridgeAddress() {
    const network = JSON.parse((await this.expect('GET', '/networks/bridge')).text);
    const { Gateway: gateway, Subnet: subnet } = network.IPAM?.Config?.[0] ?? {};
    if (gateway) return String(gateway);
    // Some engines name no gateway before their first container: it is the first address of the subnet.
    if (subnet) return firstAddressOf(String(subnet));
    throw new SetupError(
      `The Docker engine at ${this.socket} has no default bridge. Say where containers reach this host: SDP_AGENT_ADDRESS=…`,
    );
  }

  /** @param {string[]} labels `name` or `name=value`; all must match @returns {Promise<Container[]>} */
  async containers(labels) {
    const filters = encodeURIComponent(JSON.stringify({ label: labels }));
    return JSON.parse((await this.expect('GET', `/containers/json?all=1&filters=${filters}`)).text);
  }

  /** @param {string} id @param {number} graceSeconds */
  async stopContainer(id, graceSeconds) {
    await this.call('POST', `/containers/${id}/stop?t=${graceSeconds}`, {
      idleMs: (graceSeconds + 15) * 1_000,
    });
  }

  /** @param {string} id */
  async removeContainer(id) {
    await this.call('DELETE', `/containers/${id}?force=1&v=1`);
  }

  /** @returns {Promise<Network[]>} */
  async networks() {
    return JSON.parse((await this.expect('GET', '/networks')).text);
  }

  /** @param {string} id @returns {Promise<boolean>} false when it is still in use or gone */
  async removeNetwork(id) {
    return (await this.call('DELETE', `/networks/${id}`)).status === 204;
  }

  /** @param {string} method @param {string} path */
  async expect(method, path) {
    const answer = await this.call(method, path);
    if (answer.status < 300) return answer;
    throw new SetupError(`The Docker engine at ${this.socket} refused ${method} ${path}: ${answer.text}`);
  }

  /**
   * A call whose answer is a stream of progress objects; an object with `error` is the failure.
   *
   * @param {string} method
   * @param {string} path
   * @param {CallOptions} options
   */
  async stream(method, path, options) {
    const { status, text } = await this.call(method, path, { idleMs: 120_000, ...options });
    const error = /"error":\s*("(?:[^"\\]|\\.)*")/.exec(text);
    if (error) throw new Error(JSON.parse(String(error[1])));
    if (status >= 300) throw new Error(messageIn(text));
  }

  /**
   * @typedef {{ body?: NodeJS.ReadableStream, idleMs?: number, deadlineMs?: number }} CallOptions
   *
   * @param {string} method
   * @param {string} path
   * @param {CallOptions} [options]
   * @returns {Promise<Answer>}
   */
  call(method, path, { body, idleMs = 30_000, deadlineMs } = {}) {
    return new Promise((resolve, reject) => {
      const headers = body ? { 'content-type': 'application/x-tar' } : {};
      const signal = deadlineMs === undefined ? undefined : AbortSignal.timeout(deadlineMs);
      const call = request({ socketPath: this.socket, method, path, headers, signal }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (/** @type {string} */ part) => (text += part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      call.on('error', reject);
      call.setTimeout(idleMs, () => call.destroy(new Error(`no answer for ${idleMs / 1_000} s`)));
      if (body) body.on('error', (error) => call.destroy(error)).pipe(call);
      else call.end();
    });
  }
}

/** @param {string} text the engine's error body */
function messageIn(text) {
  try {
    return String(JSON.parse(text).message);
  } catch {
    return text.trim();
  }
}

/**
 * `registry:5000/name:tag` → name and tag; a port is no tag.
 *
 * @param {string} name
 */
export function splitTag(name) {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, 'latest'];
}

/**
 * `172.17.0.0/16` → `172.17.0.1`.
 *
 * @param {string} subnet
 */
export function firstAddressOf(subnet) {
  const [network = ''] = subnet.split('/');
  return network.replace(/\d+$/, (last) => String(Number(last) + 1));
}
