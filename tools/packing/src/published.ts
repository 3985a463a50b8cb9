/** The packages that are published, by their folders: what depends on another one comes after it. */
export const publishedPackages = [
  'packages/contract',
  'packages/client',
  'packages/connector-api',
  'packages/engine',
  'packages/plugins',
  'packages/contract-tests',
  'apps/worker',
  'apps/cli',
] as const;
