import { BRANCH_NAME, COMMIT_ID, ID, REPOSITORY_NAME, SERVICE_NAME, VARIABLE_NAME } from '@sdp/protocol';
import { type DeploymentRequest, type InstanceId } from '../deployment-request.js';
import { DeployError } from '../errors.js';

const HEALTH_PATH = /^\/[\x21-\x7e]{0,499}$/;
const MAX_PORT = 65_535;

/**
 * Refuses every name that must not become a path, a ref or a label. The server has checked them already; this is
 * the last place before they do. Throws `invalid-input`.
 */
export function checkRequest(request: DeploymentRequest): void {
  checkInstance(request);
  check('deployment id', ID.test(request.deploymentId));
  check('epoch', Number.isSafeInteger(request.epoch) && request.epoch >= 0);
  check('repository name', REPOSITORY_NAME.test(request.repository));
  check('branch name', BRANCH_NAME.test(request.branch));
  check('commit id', request.commit === undefined || COMMIT_ID.test(request.commit));
  check('host port', isPort(request.hostPort));
  check('container port', request.containerPort === undefined || isPort(request.containerPort));
  check('health path', request.health.path === undefined || HEALTH_PATH.test(request.health.path));
  for (const [name, value] of Object.entries(request.variables)) {
    check('variable name', VARIABLE_NAME.test(name));
    check(`value of the variable ${name}`, typeof value === 'string' && !value.includes('\0'));
  }
}

export function checkInstance({ sandboxId, service }: InstanceId): void {
  check('sandbox id', ID.test(sandboxId));
  check('service name', SERVICE_NAME.test(service));
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_PORT;
}

function check(what: string, isGood: boolean): void {
  if (isGood) return;
  throw new DeployError(
    'invalid-input',
    `The ${what} is not allowed here. Correct it and deploy again.`,
    'app',
  );
}
