import { type Locator, type Page } from 'playwright-core';

/** Something that opens over a page, or that a page becomes while somebody works on it. */
export interface Scene {
  name: string;
  /** Name of the visit it begins at. */
  on: string;
  open(page: Page): Promise<void>;
  /** What has to be there then. */
  shows(page: Page): Locator;
  /** Something was typed into the page itself, which keeps it. */
  leavesTraces?: true;
}

const dialog = (page: Page) => page.locator('mat-dialog-container');
const menu = (page: Page) => page.locator('.mat-mdc-menu-panel');

const clicks =
  (...ids: string[]) =>
  async (page: Page) => {
    for (const id of ids) await page.getByTestId(id).first().click();
  };
const opensDialog = (on: string, name: string, ...ids: string[]): Scene => ({
  name,
  on,
  open: clicks(...ids),
  shows: dialog,
});
const opensMenu = (on: string, name: string, id: string): Scene => ({
  name,
  on,
  open: clicks(id),
  shows: menu,
});

/** Every dialog, menu and list, and what forms say; nothing of it changes anything. */
export const SCENES: readonly Scene[] = [
  {
    name: 'palette',
    on: 'overview',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill('ord');
    },
    shows: (page) => page.getByRole('option').first(),
  },
  {
    name: 'shortcuts',
    on: 'overview',
    open: (page) => page.keyboard.press('?'),
    shows: (page) => page.getByTestId('shortcut-sheet'),
  },
  opensMenu('overview', 'user-menu', 'user-menu'),
  opensMenu('sandbox-services', 'sandbox-menu', 'sandbox-menu'),
  opensDialog('sandbox-services', 'hold', 'sandbox-menu', 'hold-sandbox'),
  opensDialog('sandbox-services', 'stop-all', 'sandbox-menu', 'stop-all'),
  opensDialog('sandbox-services', 'clone-sandbox', 'sandbox-menu', 'clone-sandbox'),
  opensDialog('sandbox-services', 'save-as-template', 'sandbox-menu', 'save-as-template'),
  opensMenu('sandbox-services', 'service-menu', 'service-menu-orders'),
  opensDialog('sandbox-services', 'change-service', 'service-menu-orders', 'change-orders'),
  opensDialog('sandbox-services', 'roll-back', 'service-menu-orders', 'roll-back-orders'),
  opensDialog('sandbox-services', 'deploy-several', 'deploy-several'),
  opensDialog('sandbox-routes', 'override', 'override-payments'),
  opensDialog('sandbox-variables', 'edit-variables', 'edit-variables'),
  opensDialog('sandbox-settings', 'delete-sandbox', 'delete-sandbox'),
  {
    name: 'choose-repository',
    on: 'add-service',
    open: (page) => page.getByTestId('repository-input').fill('o'),
    shows: (page) => page.getByRole('option').first(),
    leavesTraces: true,
  },
  {
    name: 'wrong-name',
    on: 'new-sandbox',
    open: async (page) => {
      await page.getByTestId('sandbox-name').fill('Not A Name');
      await page.getByTestId('create-sandbox').click();
    },
    shows: (page) => page.locator('.field-error').first(),
    leavesTraces: true,
  },
  {
    name: 'wrong-yaml',
    on: 'new-template',
    open: (page) => page.getByTestId('yaml').fill('name: checkout\nservises: []\n'),
    shows: (page) => page.getByTestId('yaml-problem').first(),
    leavesTraces: true,
  },
  opensDialog('templates', 'use-template', 'use-payments'),
  opensDialog('template', 'delete-template', 'delete-template'),
  opensDialog('environments', 'new-environment', 'new-environment'),
  opensMenu('environment', 'environment-menu', 'environment-menu'),
  opensDialog('environment', 'import-env', 'import-env'),
  opensDialog('environment', 'clone-environment', 'environment-menu', 'clone-environment'),
  opensDialog('environment', 'delete-environment', 'environment-menu', 'delete-environment'),
  {
    name: 'unsaved',
    on: 'environment',
    open: (page) => page.getByLabel('Value of LOG_LEVEL').fill('trace'),
    shows: (page) => page.getByTestId('save-variables'),
    leavesTraces: true,
  },
  opensDialog('repositories', 'add-repository', 'add-repository'),
  opensDialog('repository', 'deploy-branch', 'deploy-main'),
  opensDialog('webhooks', 'new-webhook', 'new-webhook'),
  opensDialog('webhook', 'edit-webhook', 'edit-webhook'),
  opensDialog('webhook', 'rotate-secret', 'rotate-secret'),
  opensDialog('webhook', 'delete-webhook', 'delete-webhook'),
  opensDialog('webhook', 'add-rule', 'add-rule'),
  opensDialog('webhook', 'change-rule', 'change-rule-payments'),
  {
    name: 'agent-menu',
    on: 'agents',
    open: (page) =>
      page
        .getByTestId(/^agent-menu-/)
        .first()
        .click(),
    shows: menu,
  },
  {
    name: 'revoke-token',
    on: 'agents',
    open: async (page) => {
      await page
        .getByTestId(/^agent-menu-/)
        .first()
        .click();
      await page.getByTestId('revoke-token').click();
    },
    shows: dialog,
  },
  opensDialog('session', 'create-token', 'create-token'),
  {
    name: 'revoke-own-token',
    on: 'session',
    open: (page) => page.getByLabel('Revoke pipeline').click(),
    shows: dialog,
  },
];
