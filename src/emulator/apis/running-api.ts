import { fail } from '../../model/base/errors.ts';
import type { RunningApi } from '../contract.ts';
import type { ApiSlot } from './api-slot.ts';
import { clientUrl } from './urls.ts';

/** An API as users of the emulator see it. Without a port its URL is there to be asked for only: it throws `NOT_LISTENING`. */
export function runningApi({ api, port }: Pick<ApiSlot, 'api' | 'port'>, host: string, isSecure: boolean): RunningApi {
  const { name, type } = api;
  const known = { name, type, stage: api.stage.name };
  if (port !== undefined) return { ...known, url: clientUrl(api, host, port, isSecure) };
  return Object.defineProperty(known, 'url', {
    get(): never {
      const instead =
        type === 'websocket'
          ? `Connect with emulator.connect(${JSON.stringify(name)}).`
          : `Send requests with emulator.inject(${JSON.stringify(name)}, { path: '/' }).`;
      throw fail('NOT_LISTENING', `The API ${JSON.stringify(name)}`, instead);
    },
  }) as RunningApi;
}
