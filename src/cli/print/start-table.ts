import type { Emulator, RunningApi } from '../../emulator/contract.ts';
import type { Paint } from './colours.ts';
import { table } from './table.ts';

const KINDS = { http: 'HTTP', rest: 'REST', websocket: 'WebSocket' } as const;

export interface StartFacts {
  readonly apis: readonly RunningApi[];
  readonly functionUrls: readonly { readonly name: string; readonly url: string }[];
  readonly admin: string | undefined;
  readonly debuggers: Emulator['debuggers'];
}

/** What runs and where: one row an API, then function URLs, the admin port and what debuggers connect to. */
export function startTable(facts: StartFacts, paint: Paint): string[] {
  const rows = facts.apis.map((api) => [api.name, KINDS[api.type], api.stage, api.url]);
  for (const { name, url } of facts.functionUrls) rows.push([name, 'URL', '', url]);
  if (facts.admin !== undefined) rows.push(['admin', '', '', facts.admin]);
  for (const { functionName = 'functions', address } of facts.debuggers)
    rows.push([functionName, 'debug', '', address]);
  const [head = '', ...lines] = table([['API', 'type', 'stage', 'URL'], ...rows]);
  return [paint('dim', head), ...lines];
}
