import { compileRange } from './ip-range.ts';
import { PolicyError } from './policy-error.ts';
import { wildcard } from './wildcard.ts';

/** Compiles one value that a policy wants into a test of one value that a request has. */
export type CompileValue = (wanted: string) => (found: string) => boolean;

export interface ConditionOperator {
  readonly test: CompileValue;
  /** `StringNotEquals` and the like: true when no wanted value matches, and when the key is missing. */
  readonly negated: boolean;
}

/** The operators of IAM but `Null`, which asks about the key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function conditionOperator(name: string): ConditionOperator | undefined {
  const negated = NEGATED.get(name);
  const test = POSITIVE.get(negated ?? name);
  return test && { test, negated: negated !== undefined };
}

const equals: CompileValue = (wanted) => (found) => found === wanted;
const arnLike: CompileValue = (wanted) => {
  // Each of the six parts is compared for itself: a star does not reach over a colon, but in the last part, which may hold colons.
  const parts = sixParts(wanted).map(wildcard);
  return (found) => {
    const has = sixParts(found);
    return has.length === parts.length && parts.every((matches, i) => matches(has[i] ?? ''));
  };
};

const POSITIVE: ReadonlyMap<string, CompileValue> = new Map<string, CompileValue>([
  ['StringEquals', equals],
  ['StringEqualsIgnoreCase', (wanted) => (found) => found.toLowerCase() === wanted.toLowerCase()],
  ['StringLike', wildcard],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['NumericEquals', numeric((found, wanted) => found === wanted)],
  ['NumericLessThan', numeric((found, wanted) => found < wanted)],
  ['NumericLessThanEquals', numeric((found, wanted) => found <= wanted)],
  ['NumericGreaterThan', numeric((found, wanted) => found > wanted)],
  ['NumericGreaterThanEquals', numeric((found, wanted) => found >= wanted)],
  ['DateEquals', date((found, wanted) => found === wanted)],
  ['DateLessThan', date((found, wanted) => found < wanted)],
  ['DateLessThanEquals', date((found, wanted) => found <= wanted)],
  ['DateGreaterThan', date((found, wanted) => found > wanted)],
  ['DateGreaterThanEquals', date((found, wanted) => found >= wanted)],
  ['Bool', (wanted) => (found) => found.toLowerCase() === wanted.toLowerCase()],
  ['BinaryEquals', equals],
  ['IpAddress', compileRange],
]);

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
]);

function sixParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function numeric(compare: (found: number, wanted: number) => boolean): CompileValue {
  return compared(Number, 'a number', compare);
}

function date(compare: (found: number, wanted: number) => boolean): CompileValue {
  return compared(timeOf, 'a date', compare);
}

function compared(
  read: (text: string) => number,
  what: string,
  compare: (found: number, wanted: number) => boolean,
): CompileValue {
  return (wanted) => {
    const limit = wanted.trim() === '' ? Number.NaN : read(wanted);
    if (Number.isNaN(limit)) throw new PolicyError(`"${wanted}" in a condition is not ${what}`);
    return (found) => found.trim() !== '' && compare(read(found), limit);
  };
}

/** ISO 8601 as W3C profiles it, or seconds since the epoch. */
function timeOf(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) && !/^\d{4}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
