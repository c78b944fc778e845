import { readEngineAddress, type SharedStateSettings } from '../../../../model/definition/shared-state.ts';
import type { Config } from '../../definition/config.ts';
import type { Place } from '../../shape/place.ts';

/** `shared:`; `undefined` where there is none, or none that can be used, which is then a problem. */
export function buildSharedState(written: Config['shared'], place: Place): SharedStateSettings | undefined {
  if (written === undefined) return undefined;
  const { redis, whenUnreachable = 'refuse', name } = written;
  const engine = readEngineAddress(redis);
  if ('wanted' in engine) {
    // What was found is not repeated: it may hold a password.
    place.at('redis').error(`${place.at('redis').name} must be ${engine.wanted}`);
    return undefined;
  }
  return { engine, whenUnreachable, ...(name !== undefined && { name }) };
}
