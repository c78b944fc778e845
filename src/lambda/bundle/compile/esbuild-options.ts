import { OWN_META } from './place.ts';

/** Options that every output has in common. */
export const COMMON_OPTIONS = {
  platform: 'node',
  target: 'node20',
  // Without it esbuild would prefer the `module` condition of bundlers, which Node does not know.
  conditions: [],
  sourcesContent: false,
  metafile: true,
  // esbuild would delete the outputs of its last run, which invocations under way may still load.
  write: false,
  logLevel: 'silent',
} as const;

export const TEXT_LOADERS = Object.fromEntries(
  ['.txt', '.html', '.sql', '.graphql', '.gql', '.md', '.csv', '.xml', '.pem', '.vtl', '.yaml', '.yml'].map(
    (extension) => [extension, 'text'] as const,
  ),
);

/** A CommonJS module's `require` of what stays outside. */
export const ESM_BANNER = `import { createRequire as __gwCreateRequire } from 'node:module'; const require = __gwCreateRequire(import.meta.url); ${OWN_META}`;
