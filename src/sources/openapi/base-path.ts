import type { ImportContext } from './import-context.ts';

/**
 * What goes before every path: nothing, or `/a/b`. From `basePath` in OpenAPI 2; in OpenAPI 3 from a server variable of that name, even
 * one that no URL uses, else from the path of the first server's URL. With `split` the first part is dropped (recorded:
 * docs/aws/rest-api-observed.md#openapi-import).
 */
export function basePathOf(context: ImportContext): string {
  const mode = context.options.basepath ?? 'ignore';
  if (mode === 'ignore') return '';
  const parts = declaredBasePath(context)
    .split('/')
    .filter((part) => part !== '');
  const kept = mode === 'split' ? parts.slice(1) : parts;
  return kept.map((part) => `/${part}`).join('');
}

/** `/` under a base path is the base path itself. An HTTP API's `/$default` has none. */
export function joinBasePath(base: string, path: string): string {
  if (path === '/$default') return path;
  return path === '/' && base !== '' ? base : base + path;
}

function declaredBasePath(context: ImportContext): string {
  const { root, texts } = context;
  if (context.version === '2.0') {
    const basePath = root.get('basePath');
    return (basePath && texts.read(basePath)) ?? '';
  }
  const servers = root.get('servers')?.items() ?? [];
  for (const server of servers) {
    const variable = server.get('variables')?.get('basePath')?.get('default');
    if (variable) return texts.read(variable) ?? '';
  }
  const [first] = servers;
  const url = first?.get('url');
  if (!first || !url) return '';
  const filled = (texts.read(url) ?? '').replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = first.get('variables')?.get(name)?.get('default');
    return (value && texts.read(value)) ?? '';
  });
  return filled.replace(/^[\w+.-]+:\/\/[^/]*/, '').replace(/[?#].*$/s, '');
}
