import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `.env` files add to the environment, and the files that were looked for (absolute). */
export interface Dotenv {
  readonly variables: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/**
 * `.env.STAGE` where it exists, else `.env`, never both. `$NAME` and `${NAME:-default}` in a value mean other variables, and the process's
 * own environment wins.
 */
export function readDotenv(folder: string, stage: string, environment: Environment): Dotenv {
  const candidates = [join(folder, `.env.${stage}`), join(folder, '.env')];
  const file = candidates.find((candidate) => existsSync(candidate));
  const files = file === undefined ? candidates : candidates.slice(0, candidates.indexOf(file) + 1);
  if (file === undefined) return { variables: {}, files };
  const written = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(written)) {
    variables[name] = environment[name] ?? expanded(value, { ...written, ...variables, ...environment });
  }
  return { variables, files };
}

const REFERENCE = /\\\$|\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|\$([A-Za-z_]\w*)/g;

function expanded(text: string, known: Environment, depth = 0): string {
  return text.replace(REFERENCE, (found, braced?: string, fallback?: string, plain?: string) => {
    if (found.startsWith('\\')) return '$';
    const value = known[braced ?? plain ?? ''] ?? fallback ?? '';
    return depth < 10 ? expanded(value, known, depth + 1) : value;
  });
}
