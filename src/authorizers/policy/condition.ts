import { isJsonObject } from '../../model/base/json.ts';
import { conditionOperator } from './condition-operators.ts';
import type { ConditionOperator } from './condition-operators.ts';
import { PolicyError, textList } from './policy-error.ts';
import type { PolicyQuestion } from './question.ts';
import { fillVariables } from './variables.ts';

type Test = (question: PolicyQuestion) => boolean;

/** Compiles a statement's `Condition`: every operator and every key in it has to hold. */
export function compileCondition(condition: unknown): Test {
  if (condition === undefined) return () => true;
  if (!isJsonObject(condition)) throw new PolicyError('Condition must be a map of operators');
  const tests = Object.entries(condition).flatMap(([operator, keys]) => {
    if (!isJsonObject(keys)) throw new PolicyError(`Condition.${operator} must be a map of condition keys`);
    return Object.entries(keys).map(([key, values]) => compileKey(operator, key, values));
  });
  return (question) => tests.every((test) => test(question));
}

/** `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists` … */
const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/;

function compileKey(operator: string, key: string, values: unknown): Test {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const wanted = textList(asTexts(values), `The value of ${key}`);
  const lowerKey = key.toLowerCase();
  if (name === 'Null') {
    const wantsMissing = wanted.includes('true');
    return (question) => (question.condition(lowerKey) === undefined) === wantsMissing;
  }
  const known = conditionOperator(name);
  if (!known) throw new PolicyError(`"${operator}" is not a condition operator of IAM`);
  const holds = compileValues(known, wanted);
  return (question) => {
    const found = question.condition(lowerKey);
    if (found === undefined)
      return ifExists !== undefined || quantifier === 'ForAllValues' || missing(known, quantifier);
    const one = (value: string): boolean => holds(value, question);
    return quantifier === 'ForAllValues' || (known.negated && quantifier === undefined)
      ? found.every(one)
      : found.some(one);
  };
}

/** A missing key satisfies what wants a value to be different; `ForAnyValue` needs one value at least. */
function missing(operator: ConditionOperator, quantifier: string | undefined): boolean {
  return operator.negated && quantifier === undefined;
}

function compileValues(
  { test, negated }: ConditionOperator,
  wanted: readonly string[],
): (value: string, question: PolicyQuestion) => boolean {
  const tests = wanted.map((text) => {
    if (!text.includes('${')) {
      const compiled = test(text);
      return (value: string) => compiled(value);
    }
    return (value: string, question: PolicyQuestion) => {
      const filled = fillVariables(text, question);
      return filled !== undefined && test(filled)(value);
    };
  });
  return (value, question) => tests.some((matches) => matches(value, question)) !== negated;
}

/** JSON's booleans and numbers stand for their texts here. */
function asTexts(values: unknown): unknown {
  const text = (value: unknown): unknown =>
    typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
  return Array.isArray(values) ? values.map(text) : text(values);
}
