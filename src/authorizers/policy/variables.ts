import type { PolicyQuestion } from './question.ts';

/**
 * Fills IAM's policy variables: `${aws:username}`, `${aws:userid, 'anonymous'}` with a default, `${*}` `${?}` `${$}` for the letter itself.
 * `undefined` when a key has no value and no default: what holds the variable then matches nothing.
 */
export function fillVariables(text: string, question: PolicyQuestion): string | undefined {
  let unknown = false;
  // After the last brace nothing can be a variable; a search for one would begin anew at every `${`.
  const end = text.lastIndexOf('}') + 1;
  const filled = text.slice(0, end).replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const [, key = '', otherwise] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    const value = question.condition(key.toLowerCase())?.[0] ?? otherwise;
    if (value === undefined) unknown = true;
    return value ?? '';
  });
  return unknown ? undefined : filled + text.slice(end);
}
