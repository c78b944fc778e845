import type { ExchangeRecord } from '../../observability/record/exchange-record.ts';
import type { Io } from '../io.ts';
import type { AdminClient } from './admin-client.ts';

/** `gw-emulate replay ID`: sends an exchange again and prints what came of it. 1 where it failed. */
export async function runReplay(client: AdminClient, id: string, json: boolean, io: Io): Promise<number> {
  const { exchange } = (await client.ask(`exchanges/${encodeURIComponent(id)}/replay`, {})) as unknown as {
    exchange: ExchangeRecord;
  };
  if (json) io.stdout(`${JSON.stringify(exchange)}\n`);
  else io.stdout(describedExchange(exchange));
  return exchange.failed ? 1 : 0;
}

function describedExchange({
  id,
  api,
  method,
  path,
  statusCode,
  timings,
  target,
  reason,
  refusal,
  response,
  logs,
}: ExchangeRecord): string {
  const position = refusal?.position;
  const lines = [
    `${statusCode} ${method} ${path} (${api}, ${target ?? 'no target'}) in ${timings.total.toFixed(1)} ms`,
    ...(reason === undefined
      ? []
      : [`  ${reason}${position === undefined ? '' : ` (${position.file}:${position.line}:${position.column})`}`]),
    ...logs.map(({ level, text }) => `  ${level} ${text}`),
    ...(response?.body ? ['', response.body] : []),
    '',
    `Exchange ${id}`,
  ];
  return `${lines.join('\n')}\n`;
}
