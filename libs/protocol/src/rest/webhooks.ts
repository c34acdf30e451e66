/** What came of something that a git host told. */
export const DELIVERY_STATES = ['waiting', 'done', 'ignored', 'refused', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A repository whose events a webhook brings. */
export interface ServedRepository {
  repository: string;
  /** As the git host calls it: `<workspace or project>/<repository>`; from the repository's URL when absent. */
  fullName?: string;
}

/** POST /webhooks answers a WebhookWithSecret; PATCH /webhooks/:id takes any part of it. */
export interface CreateWebhookRequest {
  name: string;
  repositories: ServedRepository[];
}
export type UpdateWebhookRequest = Partial<CreateWebhookRequest>;

/** GET /webhooks; GET /webhooks/:id answers one. */
export interface WebhookView {
  id: string;
  name: string;
  owner: string;
  /** Whether the caller may change it: its owner (a developer), and ops. */
  isEditable: boolean;
  /** Path to give to the git host, after the address of this server. */
  path: string;
  repositories: Required<ServedRepository>[];
  rules: PullRequestRuleView[];
  createdAt: string;
  secretSince: string;
  lastDeliveryAt: string | null;
  /** How many of the deliveries that are kept failed. */
  failures: number;
  reporting: ReportingView;
}

/** Whether states and comments go back to the git host. */
export interface ReportingView {
  state: 'off' | 'fine' | 'failing';
  /** Why, in a sentence; null when all is well. */
  problem: string | null;
}

/** The only time that the secret is shown. */
export interface WebhookWithSecret {
  webhook: WebhookView;
  secret: string;
}

/** GET /webhooks/:id/deliveries: the last hundred, newest first. POST …/:deliveryId/redeliver answers one. */
export interface DeliveryView {
  id: string;
  eventKey: string;
  /** What happened there, in words. */
  summary: string;
  by: string | null;
  receivedAt: string;
  state: DeliveryState;
  /** What was done, or why not. */
  outcome: string;
  attempts: number;
  deploymentIds: string[];
  /** Of the pull request that it is about; null where the git host is to show nothing because of it. */
  report: DeliveryReport | null;
}

/** Whether the git host has what it is to show: the state of the delivery's commit, and the comment. */
export interface DeliveryReport {
  /** `waiting` with a problem: it is tried again. */
  state: 'waiting' | 'sent' | 'failed';
  /** What the last attempt came to, in a sentence; null when nothing is wrong. */
  problem: string | null;
}

/** Answer to the git host. `seen`: the same was delivered before. */
export interface DeliveryReceipt {
  outcome: 'accepted' | 'seen' | 'pong';
  deliveryId: string | null;
}

/** POST /webhooks/:id/rules: a sandbox for each pull request of a repository. PATCH …/:ruleId takes any part of it. */
export interface CreatePullRequestRuleRequest {
  repository: string;
  templateId: string;
  /** Parameter of the template that is given the source branch; null: the branch of every service of the repository. */
  branchParameter?: string | null;
  /** Values for other parameters of the template. */
  parameters?: Record<string, string>;
  /** Of the sandbox: `{repository}` and `{number}` are filled in. */
  namePattern?: string;
  /** `*` stands for any part of a name; every target when empty. */
  targetBranches?: string[];
  /** Hours until a sandbox expires; null: as the template says. */
  ttlHours?: number | null;
  maxSandboxes?: number;
}
export type UpdatePullRequestRuleRequest = Partial<Omit<CreatePullRequestRuleRequest, 'repository'>>;

export interface PullRequestRuleView extends Required<CreatePullRequestRuleRequest> {
  id: string;
  /** Whose the sandboxes are. */
  owner: string;
  template: string;
  /** Sandboxes that there are because of it. */
  sandboxes: number;
}

/** Of a sandbox that was made for a pull request. */
export interface PullRequestOfSandbox {
  repository: string;
  number: number;
  title: string;
  url: string | null;
  state: 'open' | 'merged' | 'declined';
  /** It stays after the pull request is closed. */
  isKept: boolean;
}

/** PUT /sandboxes/:id/pull-request */
export interface KeepSandboxRequest {
  isKept: boolean;
}
