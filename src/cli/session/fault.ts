import { faultPlace, type RunningFault } from '../../drills/index.ts';
import type { Io } from '../io.ts';
import { table } from '../print/table.ts';
import type { AdminClient } from './admin-client.ts';

/** `gw-emulate fault add`: switches a drill on and says what it will do. */
export async function addFault(client: AdminClient, rule: object, json: boolean, io: Io): Promise<number> {
  const { fault } = (await client.ask('faults', rule)) as unknown as { readonly fault: RunningFault };
  io.stdout(json ? `${JSON.stringify(fault)}\n` : `${fault.id} is on: ${fault.summary}.\n`);
  return 0;
}

/** `gw-emulate fault list`. */
export async function listFaults(client: AdminClient, json: boolean, io: Io): Promise<number> {
  const { faults } = (await client.ask('faults')) as unknown as { readonly faults: readonly RunningFault[] };
  if (json) {
    io.stdout(`${JSON.stringify({ faults })}\n`);
    return 0;
  }
  if (faults.length === 0) {
    io.stdout('No drill is on. Switch one on with "gw-emulate fault add latency --milliseconds 800".\n');
    return 0;
  }
  const rows = faults.map((fault) => [
    fault.id,
    fault.kind,
    faultPlace(fault),
    fault.share === undefined ? 'all' : String(fault.share),
    `${fault.touched} of ${fault.matched}`,
    leftOf(fault),
  ]);
  const [head = '', ...lines] = table([['id', 'kind', 'where', 'share', 'touched', 'left'], ...rows]);
  io.stdout(`${[io.paint('dim', head), ...lines].join('\n')}\n`);
  return 0;
}

/** `gw-emulate fault clear`: ends drills by their ids, or all. */
export async function clearFaults(client: AdminClient, ids: readonly string[], io: Io): Promise<number> {
  if (ids.length === 0) await client.remove('faults');
  for (const id of ids) await client.remove(`faults/${encodeURIComponent(id)}`);
  io.stdout(ids.length === 0 ? 'All drills are off.\n' : `Off: ${ids.join(', ')}.\n`);
  return 0;
}

/** What is left of a drill that ends by itself. */
function leftOf({ count, touched, endsAt }: RunningFault): string {
  const parts = [
    ...(count === undefined ? [] : [`${count - touched} to touch`]),
    ...(endsAt === undefined ? [] : [`${Math.max(0, Math.round((endsAt - Date.now()) / 1000))} s`]),
  ];
  return parts.length === 0 ? 'until it is ended' : parts.join(', ');
}
