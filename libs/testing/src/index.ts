/** Real fixtures for tests, the demo and the bench: a git server and repositories made from examples/. */
export * from './examples.js';
export * from './git-server.js';
export * from './repository.js';
export * from './bitbucket/payloads.js';
export * from './bitbucket/sign.js';
export * from './bitbucket/stand-in.js';
