import { existsSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { readRegularFile } from '../../../model/base/regular-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables of `.env` files, of which the first that has one counts. `$NAME` and `${NAME:-default}` in a value mean other variables, and
 * the process's own environment wins over all. Files that do not exist are left aside.
 *
 * @param files Absolute paths.
 */
export function readEnvFiles(files: readonly string[], environment: Environment): Readonly<Record<string, string>> {
  const written: Record<string, string> = {};
  for (const file of files.filter((one) => existsSync(one))) {
    const own = parseEnv(readRegularFile(file)) as Record<string, string>;
    for (const [name, value] of Object.entries(own)) written[name] ??= value;
  }
  const known = { ...written, ...environment };
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, environment[name] ?? expanded(value, known)] as const),
  );
}

const REFERENCE = /\\\$|\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|\$([A-Za-z_]\w*)/g;
/** Variables that mean each other end somewhere. */
const DEEPEST = 10;

function expanded(text: string, known: Environment, depth = 0): string {
  return text.replace(REFERENCE, (found, braced?: string, fallback?: string, plain?: string) => {
    if (found.startsWith('\\')) return '$';
    const value = known[braced ?? plain ?? ''] ?? fallback ?? '';
    return depth < DEEPEST ? expanded(value, known, depth + 1) : value;
  });
}
