import { SetupError } from './setup-error.mjs';

/**
 * @typedef {import('@sdp/protocol').HealthView} HealthView
 * @typedef {import('@sdp/protocol').SandboxSummary} SandboxSummary
 * @typedef {import('@sdp/protocol').SandboxView} SandboxView
 * @typedef {import('@sdp/protocol').DeploymentView} DeploymentView
 */

/** A signed-in person, over the same REST that the admin uses. */
export class ControlPlaneClient {
  cookie = '';

  /** @param {string} url of the control plane */
  constructor(url) {
    this.url = url;
  }

  /** @returns {Promise<HealthView>} */
  health() {
    return this.call('GET', '/health');
  }

  /** @param {string} username @param {string} password */
  signIn(username, password) {
    return this.call('POST', '/session', { username, password });
  }

  /** @returns {Promise<SandboxSummary[]>} */
  sandboxes() {
    return this.call('GET', '/sandboxes');
  }

  /** @param {string} id @returns {Promise<SandboxView>} */
  sandbox(id) {
    return this.call('GET', `/sandboxes/${id}`);
  }

  /** @param {import('@sdp/protocol').CreateSandboxRequest} request @returns {Promise<SandboxView>} */
  createSandbox(request) {
    return this.call('POST', '/sandboxes', request);
  }

  /** @param {string} sandboxId @param {import('@sdp/protocol').UpdateSandboxRequest} request */
  updateSandbox(sandboxId, request) {
    return this.call('PATCH', `/sandboxes/${sandboxId}`, request);
  }

  /** @param {string} sandboxId @param {import('@sdp/protocol').AddServiceRequest} request */
  addService(sandboxId, request) {
    return this.call('POST', `/sandboxes/${sandboxId}/services`, request);
  }

  /** @param {string} sandboxId @param {string} service @returns {Promise<DeploymentView>} */
  deploy(sandboxId, service) {
    return this.call('POST', `/sandboxes/${sandboxId}/services/${service}/deployments`, {});
  }

  /** @param {string} id @returns {Promise<DeploymentView>} */
  deployment(id) {
    return this.call('GET', `/deployments/${id}`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';', 1)[0] ?? '';
    const text = await response.text();
    if (response.ok) return text === '' ? null : JSON.parse(text);
    throw new SetupError(`${method} ${path} was refused with ${response.status}: ${messageIn(text)}`);
  }
}

/** @param {string} text an ErrorBody, or whatever came instead */
function messageIn(text) {
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text.slice(0, 300);
  }
}
