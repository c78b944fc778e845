import type { JournalBounds } from '../../observability/journal.ts';
import type { StartOptions } from '../contract.ts';

/** What is recorded. Code that starts an emulator reads the exchanges itself; the command line's are read through the admin port alone. */
export function journalBounds(
  { wholeExchangesASecond }: Pick<StartOptions, 'wholeExchangesASecond'>,
  hasAdmin: boolean,
): Partial<JournalBounds> {
  if (wholeExchangesASecond === undefined) return {};
  return hasAdmin ? { wholeASecond: wholeExchangesASecond } : { lines: 0 };
}
