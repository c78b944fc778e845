import type { Instance } from '../document/instance.ts';

/** Words that say nothing about what belongs together. */
const COMMON = new Set([
  'aws',
  'module',
  'this',
  'lambda',
  'function',
  'fn',
  'api',
  'gateway',
  'apigatewayv2',
  'any',
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'proxy',
  'main',
  'default',
  'integration',
  'route',
  'method',
  'id',
  'arn',
  'handler',
  'http',
  'rest',
  'invoke',
]);

/** Of several candidates the one whose address and name share most words with what is looked for; `undefined` when none stands out. */
export function closest<Candidate>(
  candidates: readonly Candidate[],
  textOf: (candidate: Candidate) => string,
  wanted: string,
): Candidate | undefined {
  const words = wordsOf(wanted);
  const scored = candidates.map((candidate) => ({ candidate, score: score(words, wordsOf(textOf(candidate))) }));
  const best = Math.max(0, ...scored.map((one) => one.score));
  const leading = scored.filter((one) => one.score === best);
  return best > 0 && leading.length === 1 ? leading[0]?.candidate : undefined;
}

/** Each key with the candidate whose words it shares; the last key takes the last candidate. */
export function pairsOf<Candidate>(
  keys: readonly string[],
  candidates: readonly Candidate[],
  textOfCandidate: (candidate: Candidate) => string,
): ReadonlyMap<string, Candidate> {
  const pairs = new Map<string, Candidate>();
  const isFree = (candidate: Candidate): boolean => ![...pairs.values()].includes(candidate);
  for (const key of keys) {
    const found = closest(candidates.filter(isFree), textOfCandidate, key);
    if (found !== undefined) pairs.set(key, found);
  }
  const [lastKey, ...moreKeys] = keys.filter((key) => !pairs.has(key));
  const [last, ...more] = candidates.filter(isFree);
  if (lastKey !== undefined && last !== undefined && moreKeys.length + more.length === 0) pairs.set(lastKey, last);
  return pairs;
}

/** What an instance says of itself. */
export function textOf({ address, values }: Instance): string {
  return [address, values['function_name'], values['name'], values['path_part'], values['route_key']]
    .filter((one) => typeof one === 'string')
    .join(' ');
}

function score(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  let sum = 0;
  for (const word of wanted) if (found.has(word)) sum += 1;
  return sum;
}

function wordsOf(text: string): Set<string> {
  const words = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !COMMON.has(word));
  // `user` and `users` are the same word here.
  return new Set(words.map((word) => word.replace(/s$/, '')));
}
