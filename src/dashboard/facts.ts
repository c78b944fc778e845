import type { Exchange } from '../observability/exchange.ts';

/** What the pages show, asked for anew at every request. */
export interface DashboardFacts {
  readonly apis: readonly {
    readonly name: string;
    readonly type: string;
    readonly stage: string;
    readonly url: string;
  }[];
  readonly functions: readonly string[];
  readonly exchanges: readonly Exchange[];
}
