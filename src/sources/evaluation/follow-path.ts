import { types } from 'node:util';

type Callable = (helpers: object) => unknown;

/**
 * Follows a path in what a module exports. The first function on the way is called, promises are waited for, and a text ends the way: its
 * variables must be resolved before the rest is followed.
 */
export async function followPath(
  exported: unknown,
  path: readonly string[],
  helpers: object,
): Promise<{ readonly value: unknown; readonly rest: readonly string[] }> {
  let isCalled = false;
  const settled = async (value: unknown): Promise<unknown> => {
    if (isCalled || typeof value !== 'function') return value;
    isCalled = true;
    return (value as Callable)(helpers);
  };
  let value = await settled(exportedFor(exported, path[0]));
  for (const [index, key] of path.entries()) {
    if (typeof value === 'string') return { value, rest: path.slice(index) };
    if (value === null || value === undefined || !canFollow(value, key)) return { value: null, rest: [] };
    value = await settled((value as Record<string, unknown>)[key]);
  }
  return { value, rest: [] };
}

/** The default export, of CommonJS `module.exports`; the named exports where the path begins with one of them. */
function exportedFor(exported: unknown, key: string | undefined): unknown {
  if (!isNamespace(exported)) return exported;
  if (!('default' in exported)) return exported;
  const byDefault =
    isNamespace(exported.default) && 'default' in exported.default ? exported.default.default : exported.default;
  const isNamed = key !== undefined && key !== 'default' && Object.hasOwn(exported, key);
  return isNamed && (typeof byDefault !== 'object' || byDefault === null || !Object.hasOwn(byDefault, key))
    ? exported
    : byDefault;
}

function isNamespace(value: unknown): value is { default?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  return types.isModuleNamespaceObject(value) || '__esModule' in value;
}

/** Proxies make up their members. */
function canFollow(value: unknown, key: string): boolean {
  return types.isProxy(value) || Object.hasOwn(value as object, key);
}
