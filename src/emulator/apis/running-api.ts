import { fail } from '../../model/base/errors.ts';
import type { RunningApi } from '../contract.ts';
import type { ApiSlot } from './api-slot.ts';
import { clientUrl } from './urls.ts';

type Place = Pick<ApiSlot, 'api' | 'port'>;

/** An API as users of the emulator see it. */
export function runningApi({ api, port }: Place, host: string, isSecure: boolean): RunningApi {
  const url = port === undefined ? '' : clientUrl(api, host, port, isSecure);
  return { name: api.name, type: api.type, stage: api.stage.name, url };
}

/** Its URL. Throws `NOT_LISTENING`, with what to do instead, where no port is opened. */
export function urlOf({ api, port }: Place, host: string, isSecure: boolean): string {
  if (port !== undefined) return clientUrl(api, host, port, isSecure);
  const name = JSON.stringify(api.name);
  throw fail(
    'NOT_LISTENING',
    `The API ${name}`,
    api.type === 'websocket'
      ? `Connect with emulator.connect(${name}).`
      : `Send requests with emulator.inject(${name}, { path: '/' }).`,
  );
}
