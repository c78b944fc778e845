import type { HeaderList } from '../model/http/messages.ts';
import { type Finding, judged } from './finding.ts';
import { whyVolatileHeader } from './volatile-names.ts';

/** Headers that are lists of words, whose order says nothing (RFC 9110 and the Fetch standard). */
const WORD_LISTS = [
  'vary',
  'allow',
  'cache-control',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-allow-headers',
];
/** Of these, methods are words whose case counts. */
const EXACT_WORDS = ['allow', 'access-control-allow-methods'];

/** Where two lists of header lines differ: names without regard to case, lines of one name in any order. */
export function headerFindings(
  recorded: HeaderList,
  local: HeaderList,
  whyVolatile: (name: string, recorded: string, local: string) => string | undefined,
): Finding[] {
  const [before, after] = [byName(recorded), byName(local)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [one, other] = unmatched(before.get(name) ?? [], after.get(name) ?? []);
    return Array.from({ length: Math.max(one.length, other.length) }, (_none, index) => {
      const [was, is] = [one[index], other[index]];
      const why =
        whyVolatileHeader(name) ??
        (was === undefined || is === undefined ? undefined : whyVolatile(name, was.shown, is.shown));
      return judged(`headers.${name}`, was?.shown, is?.shown, why);
    });
  });
}

interface Value {
  readonly shown: string;
  /** Equal for two values that mean the same. */
  readonly meaning: string;
}

function byName(headers: HeaderList): Map<string, Value[]> {
  const names = new Map<string, Value[]>();
  for (const [name, shown] of headers) {
    const lower = name.toLowerCase();
    names.set(lower, [...(names.get(lower) ?? []), { shown, meaning: meaningOf(lower, shown) }]);
  }
  // Several lines of a list are one list.
  for (const name of WORD_LISTS) {
    const lines = names.get(name);
    if (lines === undefined || lines.length < 2) continue;
    const shown = lines.map((line) => line.shown).join(', ');
    names.set(name, [{ shown, meaning: meaningOf(name, shown) }]);
  }
  return names;
}

function meaningOf(name: string, value: string): string {
  if (WORD_LISTS.includes(name)) {
    const words = value.split(',').map((word) => word.trim());
    return [...new Set(EXACT_WORDS.includes(name) ? words : words.map((word) => word.toLowerCase()))].sort().join(',');
  }
  if (name === 'content-type') {
    const [type = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase().replaceAll('"', ''));
    return [type, ...parameters.sort()].join(';');
  }
  if (name === 'set-cookie') {
    const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
    return [
      pair,
      ...attributes.map((attribute) => attribute.replace(/^[^=]*/, (word) => word.toLowerCase())).sort(),
    ].join(';');
  }
  return value.trim();
}

/** What is left of both when equal ones are taken away, cookies of one name beside each other. */
function unmatched(before: readonly Value[], after: readonly Value[]): [Value[], (Value | undefined)[]] {
  const rest = [...after];
  const one = before.filter(({ meaning }) => {
    const index = rest.findIndex((value) => value.meaning === meaning);
    if (index === -1) return true;
    rest.splice(index, 1);
    return false;
  });
  const beside = one.map((value) => {
    const index = rest.findIndex((other) => nameOf(other) === nameOf(value));
    return index === -1 ? undefined : rest.splice(index, 1)[0];
  });
  return [one, [...beside, ...rest]];
}

/** Of a cookie, its name; other values stand in for each other. */
function nameOf({ shown }: Value): string | undefined {
  return /^([^=;]+)=[^;]*;/.exec(shown)?.[1];
}
