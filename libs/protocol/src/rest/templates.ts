import { type RouteOverride } from './routes.js';
import { type DeploymentGroupView, type SandboxView } from './sandboxes.js';
import { type ResourceLimits } from './services.js';

/** What a template is made of. `${name}` in branches and variables of it is replaced by the parameter's value. */
export interface TemplateContent {
  description?: string;
  /** Name of an environment. */
  environment?: string;
  labels?: Record<string, string>;
  variables?: Record<string, string>;
  parameters?: TemplateParameter[];
  services: TemplateService[];
  /** By service; instances of other sandboxes are named by sandbox. */
  overrides?: Record<string, TemplateOverride>;
  /** Hours until a sandbox made from it expires. */
  ttlHours?: number;
}

export type TemplateOverride =
  Exclude<RouteOverride, { kind: 'sandbox' }> | { kind: 'sandbox'; sandbox: string };

export interface TemplateService {
  name: string;
  repository: string;
  branch: string;
  commit?: string;
  containerPort?: number;
  healthPath?: string;
  variables?: Record<string, string>;
  limits?: ResourceLimits;
  dependsOn?: string[];
  /** Its instances are redeployed by themselves when their branch moves. */
  follows?: boolean;
}

export interface TemplateParameter {
  name: string;
  label?: string;
  default?: string;
  /** Regular expression that the whole value has to match. */
  pattern?: string;
  choices?: string[];
}

/** GET /templates */
export interface TemplateSummary {
  id: string;
  name: string;
  description: string;
  owner: string;
  /** Whether the caller may edit it: its owner (a developer), and ops. */
  isEditable: boolean;
  /** The newest version. */
  version: number;
  updatedAt: string;
  services: string[];
  parameters: TemplateParameter[];
  /** Names of the sandboxes that were made from it. */
  sandboxes: string[];
}

/** GET /templates/:id?version= (the newest when absent) */
export interface TemplateView extends TemplateSummary {
  content: TemplateContent;
  /** Of `content`; `version` is the newest. */
  contentVersion: number;
}

/** POST /templates */
export interface CreateTemplateRequest {
  name: string;
  content: TemplateContent;
}

/** POST /templates/:id/versions */
export interface CreateTemplateVersionRequest {
  content: TemplateContent;
  /** What is new, in a few words. */
  note?: string;
  /** The version that the edit was made of; refused with `conflict` when somebody was faster. */
  version?: number;
}

/** Answer of whatever may make a new version. */
export interface SavedTemplate extends TemplateView {
  /** False: nothing differs from the newest version, so there is no new one. */
  isNewVersion: boolean;
}

/** Answer of DELETE /templates/:id */
export interface DeletedTemplate {
  /** Names of the sandboxes that were made from it. They live on. */
  sandboxes: string[];
}

/** POST /templates/from-sandbox */
export interface TemplateFromSandboxRequest {
  sandboxId: string;
  name: string;
}

/** POST /templates/import, POST /templates/:id/import (a new version), POST /templates/validate */
export interface ImportTemplateRequest {
  /** YAML. Every error has a line. */
  yaml: string;
}

/** Answer of POST /templates/validate; `details.problems` of the error `invalid-input` of an import has the same. */
export interface TemplateProblem {
  line: number;
  column: number;
  message: string;
}

/** GET /templates/:id/versions, newest first */
export interface TemplateVersionView {
  version: number;
  createdAt: string;
  createdBy: string;
  note: string;
}

/** GET /templates/:id/compare?from=&to=; also what differs between a sandbox and its template. */
export interface TemplateComparison {
  /** E.g. `services.orders.branch`, with both values as text; null where it is not there. */
  differences: { path: string; from: string | null; to: string | null }[];
}

/** POST /templates/:id/clone */
export interface CloneTemplateRequest {
  name: string;
  /** The newest when absent. */
  version?: number;
  description?: string;
  parameters?: Record<string, string>;
  /** By service. */
  branches?: Record<string, string>;
  deploy?: boolean;
}

/** Answer of both kinds of clone. */
export interface ClonedSandbox {
  sandbox: SandboxView;
  /** What was started, when `deploy` was asked for. */
  deployment: DeploymentGroupView | null;
}

/** What a sandbox was made from. */
export interface TemplateOfSandbox {
  id: string;
  name: string;
  /** That the sandbox was made from, or was brought to. */
  version: number;
  newestVersion: number;
  /** The template is gone; what was made from it lives on. */
  isDeleted: boolean;
}

/** GET /sandboxes/:id/template */
export interface SandboxTemplateView {
  template: TemplateOfSandbox;
  parameters: Record<string, string>;
  /** The sandbox's own edits since it was made, against its version. */
  ownChanges: TemplateComparison;
  /** What the newest version has otherwise than the sandbox's version. */
  newerChanges: TemplateComparison;
}

/** POST /sandboxes/:id/template/update: brings it to a version; its own edits stay. Answers what was done. */
export interface UpdateFromTemplateRequest {
  /** The newest when absent. */
  version?: number;
  parameters?: Record<string, string>;
}

export interface TemplateUpdateView {
  version: number;
  applied: TemplateComparison;
  /** Changes of the template that were not taken over, because the sandbox has its own edit there. */
  kept: TemplateComparison;
}

/* GET /templates/:id/export?version= — text/yaml. */
