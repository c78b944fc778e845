import type { Model } from '../../model/definition/model.ts';
import type { NodeDescription } from '../../shared-state/contract.ts';
import type { RunningApi } from '../contract.ts';
import { VERSION } from '../version.ts';
import { fingerprint } from './fingerprint.ts';

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
