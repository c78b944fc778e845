import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';

/** The event, as handlers' own tests and `gw-emulate invoke -e` take it. */
export function asFixture({ event }: ExchangeRecord): string {
  return `${JSON.stringify(event ?? {}, null, 2)}\n`;
}
