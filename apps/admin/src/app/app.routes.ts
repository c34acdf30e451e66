import { type Routes } from '@angular/router';
import { requireOps } from './auth/require-ops';
import { requireSession } from './auth/require-session';
import { Shell } from './layout/shell';
import { keepTyped } from './ui/open-forms';
import { keepUnsaved } from './ui/unsaved-changes';

/** The sections of a sandbox's page. */
const sandboxSections: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'services' },
  {
    path: 'services',
    loadComponent: () => import('./sandboxes/services/services-section').then((file) => file.ServicesSection),
  },
  {
    path: 'routes',
    loadComponent: () => import('./route-sets/routes-section').then((file) => file.RoutesSection),
  },
  {
    path: 'variables',
    loadComponent: () => import('./variables/variables-section').then((file) => file.VariablesSection),
  },
  {
    path: 'runtime',
    loadComponent: () => import('./sandboxes/runtime/runtime-section').then((file) => file.RuntimeSection),
  },
  {
    path: 'activity',
    loadComponent: () => import('./audit/activity-section').then((file) => file.ActivitySection),
  },
  {
    path: 'template',
    loadComponent: () => import('./templates/template-section').then((file) => file.TemplateSection),
  },
  {
    path: 'settings',
    loadComponent: () => import('./sandboxes/settings/settings-section').then((file) => file.SettingsSection),
  },
];

/** Every page path of the admin. Pages load when they are first visited; what is around them is there from the beginning. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'Sign in · SDP',
    loadComponent: () => import('./auth/sign-in').then((file) => file.SignIn),
  },
  {
    path: '',
    canActivate: [requireSession],
    canActivateChild: [keepTyped],
    component: Shell,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'overview' },
      {
        path: 'overview',
        title: 'Overview · SDP',
        loadComponent: () => import('./overview/overview').then((file) => file.Overview),
      },
      {
        path: 'sandboxes',
        title: 'Sandboxes · SDP',
        loadComponent: () => import('./sandboxes/sandbox-list').then((file) => file.SandboxList),
      },
      {
        path: 'sandboxes/new',
        title: 'New sandbox · SDP',
        loadComponent: () => import('./sandboxes/create/create-sandbox').then((file) => file.CreateSandbox),
      },
      {
        path: 'sandboxes/compare',
        title: 'Compare sandboxes · SDP',
        loadComponent: () =>
          import('./sandboxes/compare/compare-sandboxes').then((file) => file.CompareSandboxes),
      },
      {
        path: 'sandboxes/:sandboxId/services/new',
        title: 'Add a service · SDP',
        loadComponent: () => import('./sandboxes/services/add-service').then((file) => file.AddService),
      },
      {
        path: 'sandboxes/:sandboxId',
        title: 'Sandbox · SDP',
        loadComponent: () => import('./sandboxes/sandbox-page').then((file) => file.SandboxPage),
        children: sandboxSections,
      },
      {
        path: 'deployments',
        title: 'Deployments · SDP',
        loadComponent: () => import('./deployments/deployment-list').then((file) => file.DeploymentList),
      },
      {
        path: 'deployments/:deploymentId',
        title: 'Deployment · SDP',
        loadComponent: () => import('./deployments/deployment-page').then((file) => file.DeploymentPage),
      },
      {
        path: 'templates',
        title: 'Templates · SDP',
        loadComponent: () => import('./templates/template-list').then((file) => file.TemplateList),
      },
      {
        path: 'templates/new',
        title: 'New template · SDP',
        canDeactivate: [keepUnsaved],
        loadComponent: () => import('./templates/template-editor').then((file) => file.TemplateEditor),
      },
      {
        path: 'templates/:templateId/edit',
        title: 'Edit template · SDP',
        canDeactivate: [keepUnsaved],
        loadComponent: () => import('./templates/template-editor').then((file) => file.TemplateEditor),
      },
      {
        path: 'templates/:templateId/compare',
        title: 'Compare versions · SDP',
        loadComponent: () => import('./templates/compare-versions').then((file) => file.CompareVersions),
      },
      {
        path: 'templates/:templateId',
        title: 'Template · SDP',
        loadComponent: () => import('./templates/template-page').then((file) => file.TemplatePage),
      },
      {
        path: 'environments',
        title: 'Environments · SDP',
        loadComponent: () => import('./environments/environment-list').then((file) => file.EnvironmentList),
      },
      {
        path: 'environments/compare',
        title: 'Compare environments · SDP',
        loadComponent: () =>
          import('./environments/compare-environments').then((file) => file.CompareEnvironments),
      },
      {
        path: 'environments/:environmentId',
        title: 'Environment · SDP',
        canDeactivate: [keepUnsaved],
        loadComponent: () => import('./environments/environment-page').then((file) => file.EnvironmentPage),
      },
      {
        path: 'routes',
        title: 'Routes · SDP',
        loadComponent: () => import('./route-sets/route-matrix').then((file) => file.RouteMatrix),
      },
      {
        path: 'queue',
        title: 'Queue · SDP',
        loadComponent: () => import('./queue/queue-page').then((file) => file.QueuePage),
      },
      {
        path: 'audit',
        title: 'Audit · SDP',
        canActivate: [requireOps],
        loadComponent: () => import('./audit/audit-page').then((file) => file.AuditPage),
      },
      {
        path: 'users',
        title: 'Users · SDP',
        canActivate: [requireOps],
        loadComponent: () => import('./users/user-list').then((file) => file.UserList),
      },
      {
        path: 'agents',
        title: 'Agents · SDP',
        loadComponent: () => import('./agents/agent-list').then((file) => file.AgentList),
      },
      {
        path: 'session',
        title: 'My tokens and session · SDP',
        loadComponent: () => import('./session/session-page').then((file) => file.SessionPage),
      },
      {
        path: 'repositories',
        title: 'Repositories · SDP',
        loadComponent: () => import('./repositories/repository-list').then((file) => file.RepositoryList),
      },
      {
        path: 'repositories/:name',
        title: 'Repository · SDP',
        loadComponent: () => import('./repositories/repository-page').then((file) => file.RepositoryPage),
      },
      {
        path: 'webhooks',
        title: 'Webhooks · SDP',
        loadComponent: () => import('./webhooks/webhook-list').then((file) => file.WebhookList),
      },
      {
        path: 'webhooks/:webhookId',
        title: 'Webhook · SDP',
        loadComponent: () => import('./webhooks/webhook-page').then((file) => file.WebhookPage),
      },
      {
        path: '**',
        title: 'Not found · SDP',
        loadComponent: () => import('./layout/not-found').then((file) => file.NotFound),
      },
    ],
  },
];
