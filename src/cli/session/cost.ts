import type { Bill, Share } from '../../observability/cost/index.ts';
import { billText, dollars } from '../commands/cost.ts';
import type { Io } from '../io.ts';
import { table } from '../print/table.ts';
import type { AdminClient } from './admin-client.ts';

export interface SessionCostCommand {
  readonly region?: string;
  /** `10M/month`, `500k/day`: the traffic at that volume. */
  readonly requests?: string;
  readonly freeTier: boolean;
  readonly json: boolean;
}

type SessionBill = Bill & {
  readonly chargedRequests: number;
  readonly shares: readonly Share[];
  readonly asHttp: Bill;
  readonly asRest: Bill;
};

/** `gw-emulate cost`: what the traffic of the running emulator's session costs on AWS, and as the other type of API. */
export async function runSessionCost(client: AdminClient, command: SessionCostCommand, io: Io): Promise<number> {
  const search = new URLSearchParams();
  if (command.region !== undefined) search.set('region', command.region);
  if (command.requests !== undefined) search.set('requests', command.requests);
  if (command.freeTier) search.set('freeTier', 'true');
  const { cost } = (await client.ask(`cost?${search.toString()}`)) as unknown as { cost: SessionBill };
  if (command.json) {
    io.stdout(`${JSON.stringify(cost)}\n`);
    return 0;
  }
  const what =
    command.requests === undefined
      ? `${cost.chargedRequests} charged requests and messages of this session`
      : `the session's traffic at ${command.requests}`;
  const shares = cost.shares
    .filter((share) => share.cost > 0)
    .map((share) => [share.name, share.of === 'api' ? 'API' : 'function', dollars(share.cost)]);
  const [head = '', ...lines] = shares.length === 0 ? [] : table([['of the total', '', 'USD'], ...shares]);
  const parts = lines.length === 0 ? '' : `\n${[io.paint('dim', head), ...lines].join('\n')}\n`;
  io.stdout(
    `${what}\n\n${billText(cost, io)}${parts}\n  The same with HTTP APIs only: ${dollars(cost.asHttp.total)} USD, with REST APIs only: ${dollars(cost.asRest.total)} USD\n`,
  );
  return 0;
}
