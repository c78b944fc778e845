import type { WrittenRule } from './facts.ts';

/** A rule while it is being written: every field as text, empty where it is not set. */
export interface Draft {
  readonly kind: string;
  readonly api: string;
  readonly route: string;
  readonly function: string;
  readonly connection: string;
  readonly milliseconds: string;
  readonly jitter: string;
  readonly code: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly share: string;
  readonly count: string;
  readonly duration: string;
}

export const EMPTY_DRAFT: Draft = {
  kind: 'latency',
  api: '',
  route: '',
  function: '',
  connection: '',
  milliseconds: '800',
  jitter: '',
  code: '',
  errorType: '',
  errorMessage: '',
  share: '',
  count: '',
  duration: '',
};

const NUMBERS: ReadonlySet<string> = new Set(['milliseconds', 'jitter', 'code', 'share', 'count', 'duration']);

/** What some kinds have and others refuse. */
const OF_KINDS: ReadonlySet<string> = new Set(['milliseconds', 'jitter', 'code', 'errorType', 'errorMessage']);

/** The rule that a draft means. What is no number goes as it is, so that the emulator says what is wrong with it. */
export function ruleOf(draft: Draft, settings: readonly string[]): WrittenRule {
  const written = Object.entries(draft).filter(
    ([key, value]: [string, string]) => value !== '' && (!OF_KINDS.has(key) || settings.includes(key)),
  );
  return Object.fromEntries(
    written.map(([key, value]: [string, string]) => {
      const number = Number(value);
      return [key, NUMBERS.has(key) && !Number.isNaN(number) ? number : value];
    }),
  );
}
