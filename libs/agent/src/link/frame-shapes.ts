import {
  BRANCH_NAME,
  COMMIT_ID,
  type ControlToAgent,
  DESIRED_STATES,
  type GitCredentials,
  ID,
  type InstanceFrame,
  REPOSITORY_NAME,
  type ResourceLimits,
  SANDBOX_NAME,
  SERVICE_NAME,
  VARIABLE_NAME,
} from '@sdp/protocol';
import {
  integer,
  list,
  matching,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  type Shape,
  text,
} from './shape.js';

const id = matching(ID);
const epoch = integer(1, Number.MAX_SAFE_INTEGER);
const port = integer(1, 65535);
const service = matching(SERVICE_NAME);
const repository = matching(REPOSITORY_NAME);

/** No line ends: git's credential protocol is made of lines (CVE-2020-5260, CVE-2024-50338). */
const credentials = object<GitCredentials>({
  username: matching(/^[^\0\r\n]{1,256}$/),
  password: matching(/^[^\0\r\n]{1,4096}$/),
});

/** Of the log of one container: how many lines, and after which time (RFC 3339). */
const tail = integer(0, 5000);
const since = optional(matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/));

const limits = object<ResourceLimits>({
  memoryMb: optional(integer(16, 65_536)),
  cpus: optional(number(0.05, 64)),
});

/** Instead of credentials: what the host can read by itself. */
const access = optional(oneOf('agent'));

const instance = object<InstanceFrame>({ sandboxId: id, service, epoch });

/** What every frame must look like before anything is done with it. */
export const FRAME_SHAPES: { [F in keyof ControlToAgent]: Shape<ControlToAgent[F][0]> } = {
  'credentials:probe': object({ credentials, repository: optional(repository) }),
  'repositories:list': object({}),
  'repositories:add': object({ name: repository, url: text(2048), credentials }),
  'branches:list': object({ repository, credentials: optional(credentials), access }),
  'deployment:run': object({
    deploymentId: id,
    epoch,
    sandboxId: id,
    sandboxName: matching(SANDBOX_NAME),
    service,
    repository,
    branch: matching(BRANCH_NAME),
    commit: optional(matching(COMMIT_ID)),
    credentials: optional(credentials),
    access,
    hostPort: port,
    containerPort: optional(port),
    health: object({ path: optional(matching(/^\/[!-~]{0,511}$/)) }),
    variables: record(VARIABLE_NAME, text(32 * 1024), 1000),
    secrets: optional(list(text(32 * 1024), 1000)),
    limits: optional(limits),
    release: optional(id),
    routeRevision: optional(integer(0, Number.MAX_SAFE_INTEGER)),
    deadlineMs: integer(1, 24 * 3_600_000),
  }),
  'deployment:cancel': object({ deploymentId: id, epoch }),
  'instance:stop': instance,
  'instance:start': instance,
  'instance:restart': instance,
  'instance:remove': instance,
  'instance:logs': object({ sandboxId: id, service, streamId: id, tail, since }),
  'instance:logs-stop': object({ streamId: id }),
  'instance:output': object({ sandboxId: id, service, tail, since, search: optional(text(500)) }),
  'commits:compare': object({
    repository,
    branch: matching(BRANCH_NAME),
    running: optional(matching(COMMIT_ID)),
    credentials: optional(credentials),
    access,
  }),
  'routes:probe': object({
    targets: list(text(2048), 1000),
    trusted: optional(list(text(2048), 1000)),
  }),
  'switch:set': object({
    sandboxes: list(object({ name: matching(SANDBOX_NAME), hostPort: nullable(port) }), 10_000),
  }),
  reconcile: object({
    instances: list(
      object({
        sandboxId: id,
        service,
        epoch: integer(0, Number.MAX_SAFE_INTEGER),
        desired: oneOf(...DESIRED_STATES),
        hostPort: port,
      }),
      10_000,
    ),
    active: list(object({ deploymentId: id, epoch }), 10_000),
  }),
};
