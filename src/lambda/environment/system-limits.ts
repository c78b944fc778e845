/** What the system's codes mean when nothing more can be started or opened, and where the limit is. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/\bEAGAIN\b/, 'no more processes or threads are allowed to this user (ulimit -u)'],
  [/\b(?:EMFILE|ENFILE)\b|too many open files/i, 'no more open files are allowed (ulimit -n)'],
  [/\bENOMEM\b/, 'the system has no memory left'],
];

/** A system's refusal, with what it means where its code alone says too little. */
export function refusalInWords(message: string): string {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(message))?.[1];
  return meaning === undefined ? message : `${message}: ${meaning}`;
}
