/**
 * Packages as their users get them: packed, checked, and installed from the tarballs into an empty folder.
 *
 *     const tarballs = await packPackages(['packages/contract', 'packages/client'], folder);
 *     const project = await installTarballs(tarballs);
 *     await project.run('node', ['program.mjs']);
 *     await project.remove();
 */
export { type Bundle, bundleProgram } from './bundle.ts';
export { type EmptyProject, installTarballs, type Run } from './empty-project.ts';
export { findNodes, type NodeOnThisMachine } from './find-nodes.ts';
export { packPackages } from './pack-packages.ts';
export { publishedPackages } from './published.ts';
export { registryAnswers } from './registry.ts';
export { installRuntimes, type Runtime } from './runtimes.ts';
export { judgePackage } from './judge-package.ts';
