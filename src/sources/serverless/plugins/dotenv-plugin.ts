import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, readEnvFiles } from '../dotenv/env-files.ts';
import type { Dotenv } from '../dotenv/service-dotenv.ts';
import type { Part } from '../service/part.ts';
import type { Service } from '../service/service.ts';

const NOTHING: Dotenv = { variables: {}, files: [] };

/**
 * The variables that serverless-dotenv-plugin gives every function, over those of the provider. Its environment is `NODE_ENV`, else
 * `--stage`, else `development`.
 */
export function dotenvPluginVariables(
  { plugins, custom }: Service,
  folder: string,
  givenStage: string | undefined,
  environment: Environment,
): Dotenv {
  if (!plugins.includes('serverless-dotenv-plugin')) return NOTHING;
  const settings = custom.get('dotenv');
  if (settings.get('dotenvParser').exists) {
    settings
      .get('dotenvParser')
      .warning('the parser of serverless-dotenv-plugin is not run: its variables are missing here');
    return NOTHING;
  }
  const name = environment['NODE_ENV'] ?? givenStage ?? 'development';
  const base = join(folder, settings.get('basePath').text() ?? '');
  const usual = [`.env.${name}.local`, `.env.${name}`, ...(name === 'test' ? [] : ['.env.local']), '.env'];
  const written = textsOf(settings.get('path'));
  const files = written.length > 0 ? written.map((path) => join(folder, path)) : usual.map((file) => join(base, file));
  checkRequired(settings, files);
  const [include, exclude] = [settings.get('include'), settings.get('exclude')];
  const entries = Object.entries(readEnvFiles(files, environment)).filter(([key]) =>
    Array.isArray(include.value) ? textsOf(include).includes(key) : !textsOf(exclude).includes(key),
  );
  return { variables: Object.fromEntries(entries), files };
}

function checkRequired(settings: Part, files: readonly string[]): void {
  const required = settings.get('required').get('file');
  if (required.value === true && !files.some((file) => existsSync(file))) {
    required.error('serverless-dotenv-plugin requires an .env file, but there is no such file');
  }
}

function textsOf(part: Part): readonly string[] {
  if (typeof part.value === 'string') return [part.value];
  return part.items.flatMap((item) => item.text() ?? []);
}
