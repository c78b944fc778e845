import { differences as fieldsThatDiffer } from '../../../comparison/differences.ts';
import { isVolatileMember } from '../../../comparison/volatile-names.ts';

/** One place where two values differ. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** It differs from request to request anyway: ids, times, addresses. */
  readonly isVolatile: boolean;
}

/** Where two exchanges differ, member by member, as the rows of a table. */
export function differences(before: unknown, after: unknown): Difference[] {
  return fieldsThatDiffer(before, after).map(({ path, before, after }) => ({
    path: path.join('.'),
    before,
    after,
    isVolatile: path[0] === 'timings' || isVolatileMember(String(path.at(-1) ?? '')),
  }));
}
