/** A policy document that IAM would not take. The message says what is wrong with it. */
export class PolicyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PolicyError';
  }
}

/** Text or texts: IAM takes one value where a list of one is meant. A list may be empty only where `mayBeEmpty` says so. */
export function textList(value: unknown, what: string, mayBeEmpty = false): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 && !mayBeEmpty) throw new PolicyError(`${what} is an empty list`);
  return list.map((item) => {
    if (typeof item === 'string') return item;
    throw new PolicyError(`${what} must be text or a list of texts`);
  });
}
