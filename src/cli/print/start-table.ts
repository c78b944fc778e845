import type { Emulator, RunningApi } from '../../emulator/contract.ts';
import type { Paint } from './colours.ts';
import { networkUrls } from './live/shown-urls.ts';
import { table } from './table.ts';

const KINDS = { http: 'HTTP', rest: 'REST', websocket: 'WebSocket' } as const;

export interface StartFacts {
  readonly apis: readonly RunningApi[];
  readonly functionUrls: readonly { readonly name: string; readonly url: string }[];
  readonly edge?: Emulator['edge'];
  readonly processes?: Emulator['processes'];
  readonly admin: string | undefined;
  readonly debuggers: Emulator['debuggers'];
}

export interface ShownNames {
  /** What to print in place of a URL. */
  readonly shown?: ReadonlyMap<string, string> | undefined;
  /** What the emulator listens on. */
  readonly host?: string | undefined;
}

/** What runs and where: one row an API, then function URLs, the admin port and what debuggers connect to. */
export function startTable(facts: StartFacts, paint: Paint, names: ShownNames = {}): string[] {
  const { shown, host } = names;
  const urlRows = (head: readonly string[], url: string): string[][] => [
    [...head, shown?.get(url) ?? url],
    ...networkUrls(url, host).map((other) => ['', '', '', other]),
  ];
  const rows = facts.apis.flatMap((api) => urlRows([api.name, KINDS[api.type], api.stage], api.url));
  for (const { name, url } of facts.functionUrls) rows.push(...urlRows([name, 'URL', ''], url));
  const edge = facts.edge?.apis ?? [];
  for (const { api, url } of edge) rows.push([api, 'edge', '', url]);
  // Browsers and curl resolve the names; Node often does not.
  for (const { api, byPath } of edge) if (byPath !== undefined) rows.push([api, 'in Node', '', byPath]);
  for (const { name, state, ready = '' } of facts.processes ?? []) rows.push([name, 'process', state, ready]);
  if (facts.admin !== undefined) rows.push(['admin', '', '', shown?.get(facts.admin) ?? facts.admin]);
  for (const { functionName = 'functions', address } of facts.debuggers)
    rows.push([functionName, 'debug', '', address]);
  const [head = '', ...lines] = table([['API', 'type', 'stage', 'URL'], ...rows]);
  return [paint('dim', head), ...lines];
}
