#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { loadWithCodeCache } from './code-cache.ts';
import type { Launch } from './io.ts';

/** The command line, built into one file beside this one (see build.mjs). */
const commandLine = fileURLToPath(new URL('command-line.cjs', import.meta.url));
const loaded = loadWithCodeCache(commandLine, (url) => import(url));
const { main } = loaded.exports as { readonly main: (launch: Launch) => Promise<void> };
await main({
  onServed: (kind) => loaded.keepAtExit(kind),
  keptFolder: fileURLToPath(new URL('kept', import.meta.url)),
});
