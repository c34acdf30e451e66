import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const FAST = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const STEP = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const WAIT = [0.05, 0.25, 1, 5, 15, 60, 300, 900];

/**
 * Everything that Prometheus is told, with names and labels in one place. Labels come from lists that we know: results,
 * steps, stacks, agents, route templates. Never a name that people make up, and never a path.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly build = this.gauge('sdp_build_info', 'Always 1; says the version', ['version']);

  readonly deployments = this.counter('sdp_deployments_total', 'Deployments that came to their end', [
    'result',
    'kind',
    'stack',
  ]);
  readonly deploymentSeconds = this.histogram(
    'sdp_deployment_duration_seconds',
    'What the agent took for a deployment, from fetch to the end',
    ['result', 'kind', 'stack'],
    STEP,
  );
  readonly stepSeconds = this.histogram(
    'sdp_deployment_step_seconds',
    'How long a step of a deployment took',
    ['step', 'outcome', 'stack'],
    STEP,
  );
  readonly queueWaitSeconds = this.histogram(
    'sdp_deployment_queue_wait_seconds',
    'From the request to the agent, without the time spent parked',
    ['kind'],
    WAIT,
  );
  readonly queued = this.gauge('sdp_deployments_queued', 'Deployments that wait, parked ones apart', [
    'state',
  ]);
  readonly onAgents = this.gauge('sdp_deployments_active', 'Deployments that an agent works on', ['state']);

  readonly agentConnected = this.gauge('sdp_agent_connected', '1 while the agent is connected', [
    'agent',
    'kind',
  ]);
  readonly agentCapacity = this.gauge('sdp_agent_capacity', 'Builds that the agent does at once', ['agent']);
  readonly agentRunning = this.gauge('sdp_agent_running', 'Deployments that the agent works on', ['agent']);
  readonly agentLastContact = this.gauge(
    'sdp_agent_last_contact_timestamp_seconds',
    'When the agent was heard of last',
    ['agent'],
  );
  readonly agentFreeDisk = this.gauge('sdp_agent_disk_free_bytes', 'What is free on the disk of the agent', [
    'agent',
  ]);
  readonly agentStored = this.gauge(
    'sdp_agent_stored_bytes',
    'What the agent has on its disk: releases, mirrors, build caches, base images of ours',
    ['agent', 'kind'],
  );
  readonly retentionRemoved = this.counter(
    'sdp_retention_removed_total',
    'What retention removed, by the host and what it was',
    ['host', 'kind'],
  );
  readonly retentionFreed = this.counter(
    'sdp_retention_freed_bytes_total',
    'How many bytes retention freed, by the host and what they were',
    ['host', 'kind'],
  );
  readonly agentsRefused = this.counter('sdp_agents_refused_total', 'Agents that were not let in', [
    'reason',
  ]);

  readonly sockets = this.gauge('sdp_sockets', 'Open sockets', ['namespace']);
  readonly signInRefusals = this.counter('sdp_sign_in_refusals_total', 'Sign-ins that were refused', [
    'reason',
  ]);
  readonly logBytes = this.counter(
    'sdp_log_bytes_written_total',
    'Bytes of deployment logs that were written',
  );

  readonly httpSeconds = this.histogram(
    'sdp_http_request_duration_seconds',
    'Answers of the API, by the template of their route',
    ['method', 'route', 'status'],
    FAST,
  );
  readonly unitWaitSeconds = this.histogram(
    'sdp_unit_of_work_wait_seconds',
    'How long a write waited for those before it',
    [],
    FAST,
  );
  readonly unitHoldSeconds = this.histogram(
    'sdp_unit_of_work_hold_seconds',
    'How long a write held up those behind it',
    [],
    FAST,
  );

  readonly databaseBytes = this.gauge('sdp_database_bytes', 'Size of the files of the database', ['file']);
  readonly freeDisk = this.gauge('sdp_disk_free_bytes', 'What is free on the disk of the data folder');
  readonly totalDisk = this.gauge('sdp_disk_total_bytes', 'Size of the disk of the data folder');
  readonly lastBackup = this.gauge(
    'sdp_last_backup_timestamp_seconds',
    'When the last good backup was made; 0 when none is known',
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  private counter<L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    buckets: number[],
  ): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
