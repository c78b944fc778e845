import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Project } from '../project.ts';
import { isMap, memberOf } from '../values.ts';

/** Names the services of a Compose file, of which each is served on its own; `false` for anything else. */
export function sayCompose(document: object, { shown, positions, problems, cwd }: Project): boolean {
  const services = memberOf(document, 'services');
  if (!isMap(services) || !basename(shown).startsWith('serverless-compose.')) return false;
  const paths = Object.values(services).flatMap((service) => {
    const path = isMap(service) ? service['path'] : service;
    return typeof path === 'string' ? [join(dirname(shown), path)] : [];
  });
  problems.error(
    `${shown} is a Compose file of ${paths.length} services, which are served one by one`,
    positions.of(document, 'services')?.key,
    `Start one of them: ${paths.map((path) => `gw-emulate -c ${mainFileOf(path, cwd)}`).join(', ')}.`,
  );
  return true;
}

/** The service's file in a folder; `serverless.yml` where there is none. */
function mainFileOf(folder: string, cwd: string): string {
  const names = ['yml', 'yaml', 'json', 'js', 'ts', 'cjs', 'mjs'].map((extension) =>
    join(folder, `serverless.${extension}`),
  );
  return names.find((name) => existsSync(resolve(cwd, name))) ?? join(folder, 'serverless.yml');
}
