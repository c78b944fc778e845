import { parseEnv } from 'node:util';

/** The variables of a .env file: `NAME=value` lines, comments, quotes, `export`. */
export function readEnvFile(text: string): Record<string, string> {
  return { ...(parseEnv(text) as Record<string, string>) };
}
