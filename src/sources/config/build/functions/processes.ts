import { resolve } from 'node:path';
import type { LocalProcess } from '../../../../model/definition/model.ts';
import type { Config } from '../../definition/config.ts';
import type { Place } from '../../shape/place.ts';

export function buildProcesses(written: Config['processes'], place: Place, root: string): LocalProcess[] {
  return Object.entries(written ?? {}).map(([name, process]) => ({
    name,
    command: process.command,
    cwd: resolve(root, process.cwd ?? '.'),
    environment: process.environment ?? {},
    ...(process.ready !== undefined && { ready: process.ready }),
    readyTimeout: process.readyTimeout ?? 30,
    ...place.at(name).declaredAt,
  }));
}
