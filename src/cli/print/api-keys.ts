import type { ApiKey } from '../../model/definition/rest-api.ts';
import type { Model } from '../../model/definition/model.ts';
import { table } from './table.ts';

/**
 * The API keys with their values, as lines of a table under the routes; none where no API has keys. A template seldom says a key's value: AWS
 * makes it up, and so does the emulator, and clients need it.
 */
export function apiKeyLines(model: Model): string[] {
  const keys = new Map<string, ApiKey>();
  for (const api of model.apis) {
    for (const key of api.type === 'http' ? [] : api.apiKeys) keys.set(key.id, key);
  }
  if (keys.size === 0) return [];
  return table([['API key', 'value of x-api-key'], ...[...keys.values()].map(({ name, value }) => [name, value])]);
}
