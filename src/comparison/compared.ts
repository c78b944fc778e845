import type { Finding } from './finding.ts';

/** One request, or one event, played again: what was found. */
export interface Compared {
  readonly name: string;
  /** `GET /orders?limit=2`; of an event, the kind and route. */
  readonly request: string;
  readonly findings: readonly Finding[];
  /** Why nothing could be compared: a sentence. It counts as a difference. */
  readonly failure?: string;
  /** What the reader should know, such as secrets that nobody gave. */
  readonly notes?: readonly string[];
}

/** Whether the local answer is not the recorded one. */
export function isDifferent({ findings, failure }: Compared): boolean {
  return failure !== undefined || findings.some(({ verdict }) => verdict === 'different');
}

/** How many findings of a verdict there are in all. */
export function countOf(compared: readonly Compared[], verdict: Finding['verdict']): number {
  return compared.reduce((sum, { findings }) => sum + findings.filter((found) => found.verdict === verdict).length, 0);
}
