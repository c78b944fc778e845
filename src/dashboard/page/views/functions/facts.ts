import type { Position, Problem } from '../../../../model/base/position.ts';

export interface FunctionFacts {
  readonly name: string;
  readonly handler: string;
  readonly position?: Position;
  readonly timeout: number;
  readonly memory: number;
  readonly concurrency: number | null;
  readonly build: { readonly tookMs: number; readonly problems: readonly Problem[] } | null;
  readonly environments: { readonly total: number; readonly busy: number; readonly waiting: number };
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly coldStarts: number;
  readonly maxMemoryMb: number;
  readonly duration: { readonly p50: number; readonly p99: number } | null;
}
