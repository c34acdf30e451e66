import {
  BRANCH_NAME,
  COMMIT_ID,
  ID,
  REPOSITORY_NAME,
  type ResourceLimits,
  SERVICE_NAME,
  VARIABLE_NAME,
} from '@sdp/protocol';
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
  check('epoch', isCount(request.epoch));
  check('repository name', REPOSITORY_NAME.test(request.repository));
  check('branch name', BRANCH_NAME.test(request.branch));
  check('commit id', request.commit === undefined || COMMIT_ID.test(request.commit));
  check('host port', isPort(request.hostPort));
  check('container port', request.containerPort === undefined || isPort(request.containerPort));
  check('health path', request.health.path === undefined || HEALTH_PATH.test(request.health.path));
  check('release', request.release === undefined || ID.test(request.release));
  check('route revision', request.routeRevision === undefined || isCount(request.routeRevision));
  checkLimits(request.limits);
  for (const [name, value] of Object.entries(request.variables)) {
    check('variable name', VARIABLE_NAME.test(name));
    check(`value of the variable ${name}`, typeof value === 'string' && !value.includes('\0'));
  }
}

export function checkInstance({ sandboxId, service }: InstanceId): void {
  check('sandbox id', ID.test(sandboxId));
  check('service name', SERVICE_NAME.test(service));
}

function checkLimits({ memoryMb, cpus }: ResourceLimits = {}): void {
  check(
    'memory limit (16 to 65536 MiB)',
    isAbsent(memoryMb) || (isCount(memoryMb) && isWithin(memoryMb, 16, 65_536)),
  );
  check('CPU limit (0.05 to 64 cores)', isAbsent(cpus) || isWithin(cpus, 0.05, 64));
}

function isAbsent(value: number | null | undefined): value is null | undefined {
  return value === null || value === undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
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
