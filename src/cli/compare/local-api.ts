import type { Emulator } from '../../emulator/contract.ts';
import type { Api } from '../../model/definition/api.ts';
import { WrongUsage } from './credential-flags.ts';

/** The API of the definition that stands in for the recorded one: the one that is named, of the recorded host, or the only one. */
export function localApi(emulator: Pick<Emulator, 'model'>, against: string, wanted: string | undefined): Api {
  const apis = emulator.model.apis.filter(({ type }) => type !== 'websocket');
  const named = apis.find(({ name }) => name === wanted);
  if (named !== undefined) return named;
  const names = apis.map(({ name }) => name).join(', ');
  if (wanted !== undefined)
    throw new WrongUsage(`There is no HTTP or REST API "${wanted}". Known: ${names || 'none'}.`);
  const host = URL.canParse(against) ? new URL(against).hostname : '';
  const same = apis.find(
    ({ id, customDomain }) => host.startsWith(`${id}.execute-api.`) || customDomain?.domainName === host,
  );
  const [only] = apis.length === 1 ? apis : [same];
  if (only === undefined)
    throw new WrongUsage(
      names === ''
        ? 'The definition has no HTTP or REST API.'
        : `Which API stands in for ${against}? Name it with --api: ${names}.`,
    );
  return only;
}
