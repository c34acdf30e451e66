/** A page of the first level. */
export interface Section {
  path: string;
  name: string;
  /** After `g`, it leads there. */
  key: string;
  isForOps?: boolean;
}

export interface SectionGroup {
  name: string;
  sections: Section[];
}

/** Where you can go, as the navigation shows it. */
export const SECTIONS: readonly SectionGroup[] = [
  {
    name: 'Work',
    sections: [
      { path: '/overview', key: 'o', name: 'Overview' },
      { path: '/sandboxes', key: 's', name: 'Sandboxes' },
      { path: '/templates', key: 't', name: 'Templates' },
      { path: '/deployments', key: 'd', name: 'Deployments' },
      { path: '/queue', key: 'q', name: 'Queue' },
    ],
  },
  {
    name: 'Configuration',
    sections: [
      { path: '/environments', key: 'e', name: 'Environments' },
      { path: '/routes', key: 'r', name: 'Routes' },
      { path: '/repositories', key: 'p', name: 'Repositories' },
      { path: '/webhooks', key: 'w', name: 'Webhooks' },
    ],
  },
  {
    name: 'Platform',
    sections: [
      { path: '/agents', key: 'a', name: 'Agents' },
      { path: '/users', key: 'u', name: 'Users', isForOps: true },
      { path: '/audit', key: 'l', name: 'Audit', isForOps: true },
    ],
  },
];
