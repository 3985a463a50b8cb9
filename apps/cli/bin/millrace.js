#!/usr/bin/env node
// Compiled code is kept from one start to the next, where Node can: completion has to be quick.
import module from 'node:module';

module.enableCompileCache?.();
await import('../dist/main.js');
