import { types } from 'node:util';

/**
 * The configuration that a module exports: its default export, or `module.exports`. A function is called, a promise is waited for. Throws
 * where the module has no default export.
 */
export async function defaultExport(exported: unknown): Promise<unknown> {
  const value = unwrapped(exported);
  return typeof value === 'function' ? (value as () => unknown)() : value;
}

function unwrapped(exported: unknown): unknown {
  if (!isNamespace(exported)) return exported;
  if (!('default' in exported)) {
    const names = Object.keys(exported);
    const found = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
    throw new Error(`it has no default export (${found}); write: export default defineConfig({ … })`);
  }
  const { default: value } = exported;
  return isNamespace(value) && 'default' in value ? value.default : value;
}

function isNamespace(value: unknown): value is { default?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  return types.isModuleNamespaceObject(value) || '__esModule' in value;
}
