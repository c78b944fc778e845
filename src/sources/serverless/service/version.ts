import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, memberOf } from '../values.ts';

/** Keys that only the Serverless Framework 4 knows. */
const KEYS_OF_VERSION_4 = ['stages', 'build'];

/**
 * Whether the service is written for the Serverless Framework 4, which bundles with esbuild and loads `.env` files on its own. osls 4 is
 * version 3 in this respect.
 */
export function usesVersion4(document: object, folder: string): boolean {
  const installed = installedFramework(folder);
  if (installed.osls !== undefined) return false;
  const version = memberOf(document, 'frameworkVersion') ?? installed.serverless;
  if (typeof version === 'string' || typeof version === 'number') return /^[^\d]*4/.test(String(version));
  return KEYS_OF_VERSION_4.some((key) => Object.hasOwn(document, key));
}

/** What the project's package.json asks for. */
function installedFramework(folder: string): { readonly osls?: unknown; readonly serverless?: unknown } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!isMap(manifest)) return {};
    return { ...(manifest['dependencies'] as object), ...(manifest['devDependencies'] as object) };
  } catch {
    return {};
  }
}
