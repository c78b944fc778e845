#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { loadWithCodeCache } from './code-cache.ts';

/** The command line, built into one file beside this one (see build.mjs). */
const commandLine = fileURLToPath(new URL('command-line.cjs', import.meta.url));
const { main } = loadWithCodeCache(commandLine, (url) => import(url)) as { readonly main: () => Promise<void> };
await main();
