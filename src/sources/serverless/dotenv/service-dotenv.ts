import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, readEnvFiles } from './env-files.ts';

/** What `.env` files add to the environment, and the files that were looked for (absolute). */
export interface Dotenv {
  readonly variables: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/**
 * What `env:` finds beside the environment: `.env.STAGE` where it exists, else `.env`, never both; in version 4 with the same name and
 * `.local` before it.
 */
export function readServiceDotenv(
  folder: string,
  stage: string,
  isVersion4: boolean,
  environment: Environment,
): Dotenv {
  const [ofStage, common] = [join(folder, `.env.${stage}`), join(folder, '.env')] as const;
  const chosen = existsSync(ofStage) ? ofStage : common;
  const files = [...(isVersion4 ? [`${ofStage}.local`, `${common}.local`] : []), ...new Set([ofStage, chosen])];
  return { variables: readEnvFiles(files, environment), files };
}
