/** Why a deployment goes: it ended long ago, its service has enough newer ones, or logs take too much of their disk. */
export type RetentionReason = 'age' | 'count' | 'share';

/** GET /retention (ops): what would be removed now. */
export interface RetentionView {
  rules: {
    /** Each is off when null. */
    days: number | null;
    perService: number | null;
    logShare: number | null;
  };
  /** False for a while after the clock was set, and after a start: nothing goes by its age meanwhile. */
  isClockTrusted: boolean;
  /** Of all logs. */
  logBytes: number;
  diskBytes: number;
  /** Deployments that would go, by the first reason that holds. */
  removable: Record<RetentionReason, number>;
  /** Their logs. */
  removableBytes: number;
  /** When the oldest of them ended; null when there is none. */
  oldest: string | null;
}
