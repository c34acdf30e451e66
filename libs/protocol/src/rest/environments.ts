/** GET /environments */
export interface EnvironmentSummary {
  id: string;
  name: string;
  description: string;
  owner: string;
  /** Whether the caller may edit it: its owner (a developer), and ops. */
  isEditable: boolean;
  /** Grows with every change of its variables. */
  version: number;
  updatedAt: string;
  variableCount: number;
  secretCount: number;
  /** Names of the sandboxes and templates that use it. */
  usedBy: { sandboxes: string[]; templates: string[] };
}

/** GET /environments/:id; answer of whatever changes one */
export interface EnvironmentView extends EnvironmentSummary {
  variables: EnvironmentVariable[];
}

export interface EnvironmentVariable {
  name: string;
  /** Null for a secret: what is written once is never shown again. */
  value: string | null;
  isSecret: boolean;
  /** The service whose baseline URL it is (`orders` for `orders_url`); null for any other variable. */
  baselineOf: string | null;
}

/** POST /environments */
export interface CreateEnvironmentRequest {
  name: string;
  description?: string;
  variables?: VariableInput[];
}

/** PATCH /environments/:id; POST /environments/:id/clone takes `{ name }` */
export interface UpdateEnvironmentRequest {
  name?: string;
  description?: string;
}

export interface VariableInput {
  name: string;
  /** Left out for a variable that exists: it keeps its value, so that a secret need not be typed again. */
  value?: string;
  /** Left out: as it was; plain when it is new. A secret stays one: it is never made plain without a new value. */
  isSecret?: boolean;
}

/** PATCH /environments/:id/variables: what is not named stays as it is. */
export interface ChangeVariablesRequest {
  set?: VariableInput[];
  remove?: string[];
  /** The version that the change was made against; refused with `conflict` when somebody was faster. */
  version?: number;
}

/** POST /environments/:id/import: text of a `.env` file. Errors name the line. */
export interface ImportVariablesRequest {
  text: string;
  /** `merge` (the default) keeps what the text does not name; `replace` removes it. */
  mode?: 'merge' | 'replace';
  /** Names whose values are secret; secrets of before stay secret. */
  secrets?: string[];
  /** As in `ChangeVariablesRequest`. */
  version?: number;
}

/** POST /environments/:id/import/preview: names of what the same import would change; changes nothing. */
export interface ImportPreview {
  /** To go along with the import that is decided on it. */
  version: number;
  added: string[];
  changed: string[];
  removed: string[];
}

/* GET /environments/:id/export — text/plain, as `.env`; secrets as a comment with their name. */

/** GET /environments/compare?left=<id>&right=<id>: every name that differs. Secrets are compared, not shown. */
export interface EnvironmentComparison {
  left: string;
  right: string;
  differences: VariableDifference[];
  sameCount: number;
}

export interface VariableDifference {
  name: string;
  kind: 'only-left' | 'only-right' | 'different';
  left: { value: string | null; isSecret: boolean } | null;
  right: { value: string | null; isSecret: boolean } | null;
}

/** GET /environments/:id/versions, newest first. POST /environments/:id/versions/:version/restore makes a new one. */
export interface EnvironmentVersion {
  version: number;
  changedAt: string;
  changedBy: string;
  added: string[];
  changed: string[];
  removed: string[];
  /** E.g. `restored version 3`; empty for a plain edit. */
  note: string;
}
