import { createHash } from 'node:crypto';
import type { Model } from '../../model/definition/model.ts';
import type { NodeDescription } from '../../shared-state/contract.ts';
import type { RunningApi } from '../contract.ts';
import { VERSION } from '../version.ts';

/** What this emulator says of itself to those that share its state. */
export function describeNode(model: Model, running: readonly RunningApi[]): NodeDescription {
  const urls = new Map(running.map(({ name, url }) => [name, url]));
  return {
    version: VERSION,
    apis: model.apis.map((api) => ({
      id: api.id,
      name: api.name,
      url: urls.get(api.name) ?? '',
      fingerprint: fingerprint(api, model.root),
    })),
    settings: {
      functions: fingerprint(model.functions, model.root),
      credentials: fingerprint(model.credentials, model.root),
      accountThrottle: fingerprint(model.accountThrottle ?? null, model.root),
    },
  };
}

/** What differs between machines without meaning anything: places in files, ports, and the folder of the project. */
function fingerprint(value: unknown, root: string): string {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (key === 'declaredAt' || key === 'port') return undefined;
    return typeof part === 'string' ? part.replaceAll(root, '.') : part;
  });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
