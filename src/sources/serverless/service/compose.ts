import { basename, dirname, join } from 'node:path';
import type { Problems } from '../../problems/problems.ts';
import type { Positions } from '../../template/positions.ts';
import { isMap, memberOf } from '../values.ts';

/** Names the services of a Compose file, of which each is served on its own; `false` for anything else. */
export function sayCompose(document: object, shown: string, positions: Positions, problems: Problems): boolean {
  const services = memberOf(document, 'services');
  if (!isMap(services) || !basename(shown).startsWith('serverless-compose.')) return false;
  const paths = Object.values(services).flatMap((service) => {
    const path = isMap(service) ? service['path'] : service;
    return typeof path === 'string' ? [join(dirname(shown), path)] : [];
  });
  problems.error(
    `${shown} is a Compose file of ${paths.length} services, which are served one by one`,
    positions.of(document, 'services')?.key,
    `Start one of them: ${paths.map((path) => `gw-emulate -c ${join(path, 'serverless.yml')}`).join(', ')}.`,
  );
  return true;
}
