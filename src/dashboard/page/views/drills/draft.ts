import type { WrittenRule } from './facts.ts';

/** A rule while it is being written: every field as text, empty where it is not set. */
export interface Draft {
  readonly kind: string;
  readonly api: string;
  readonly route: string;
  readonly function: string;
  readonly milliseconds: string;
  readonly share: string;
  readonly count: string;
  readonly duration: string;
}

export const EMPTY_DRAFT: Draft = {
  kind: 'latency',
  api: '',
  route: '',
  function: '',
  milliseconds: '800',
  share: '',
  count: '',
  duration: '',
};

const NUMBERS: ReadonlySet<string> = new Set(['milliseconds', 'share', 'count', 'duration']);

/** The rule that a draft means. What is no number goes as it is, so that the emulator says what is wrong with it. */
export function ruleOf(draft: Draft, settings: readonly string[]): WrittenRule {
  const written = Object.entries(draft).filter(
    ([key, value]: [string, string]) => value !== '' && (key !== 'milliseconds' || settings.includes('milliseconds')),
  );
  return Object.fromEntries(
    written.map(([key, value]: [string, string]) => {
      const number = Number(value);
      return [key, NUMBERS.has(key) && !Number.isNaN(number) ? number : value];
    }),
  );
}
