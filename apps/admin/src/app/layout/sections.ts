/** A page of the first level. */
export interface Section {
  path: string;
  name: string;
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
      { path: '/overview', name: 'Overview' },
      { path: '/sandboxes', name: 'Sandboxes' },
      { path: '/templates', name: 'Templates' },
      { path: '/deployments', name: 'Deployments' },
      { path: '/queue', name: 'Queue' },
    ],
  },
  {
    name: 'Configuration',
    sections: [
      { path: '/environments', name: 'Environments' },
      { path: '/routes', name: 'Routes' },
      { path: '/repositories', name: 'Repositories' },
    ],
  },
  {
    name: 'Platform',
    sections: [
      { path: '/agents', name: 'Agents' },
      { path: '/users', name: 'Users', isForOps: true },
      { path: '/audit', name: 'Audit', isForOps: true },
    ],
  },
];
