import { type DeploymentView, type SandboxSummary, type SandboxView } from '@sdp/protocol';
import { isActive } from '../deployments/deployment-states';

/** An ended deployment may have changed what runs and where calls go: those are read anew. */
export function withDeployment(sandbox: SandboxView, deployment: DeploymentView): SandboxView | 'reload' {
  const service = sandbox.services.find(({ name }) => name === deployment.service);
  if (!service || !isActive(deployment.state)) return 'reload';
  if (service.latestDeployment && service.latestDeployment.epoch > deployment.epoch) return sandbox;
  return {
    ...sandbox,
    services: sandbox.services.map((other) =>
      other === service ? { ...service, latestDeployment: deployment } : other,
    ),
  };
}

/** What the list knows of a sandbox, its page takes over; another set of services is read anew. */
export function withSummary(sandbox: SandboxView, summary: SandboxSummary): SandboxView | 'reload' {
  const { services, ...facts } = summary;
  const observed = new Map(services.map((service) => [service.name, service.observed]));
  const isSameSet =
    observed.size === sandbox.services.length && sandbox.services.every(({ name }) => observed.has(name));
  if (!isSameSet) return 'reload';
  return {
    ...sandbox,
    ...facts,
    services: sandbox.services.map((service) => ({
      ...service,
      observed: observed.get(service.name) ?? service.observed,
    })),
  };
}
