import { decimalOf, parseDecimal } from '../json/decimal.ts';
import { javaDouble } from '../json/java-double.ts';
import type { JavaValue } from '../values.ts';
import type { Operand } from './filter-operands.ts';
import type { Condition, ParsedPath, Term } from './path-tokens.ts';
import { compareOperands, NotComparable } from './filter-operators.ts';

type EvaluatePath = (
  path: ParsedPath,
  start: JavaValue,
  root: JavaValue,
  options?: { requireProperties: boolean },
) => JavaValue | undefined;

/** Whether the condition holds for `item`. A comparison that makes no sense, such as `size` with a text, refuses the item. */
export function filterAccepts(condition: Condition, item: JavaValue, root: JavaValue, evaluate: EvaluatePath): boolean {
  try {
    return holds(condition, { item, root, evaluate });
  } catch (error) {
    if (error instanceof NotComparable) return false;
    throw error;
  }
}

interface Scope {
  readonly item: JavaValue;
  readonly root: JavaValue;
  readonly evaluate: EvaluatePath;
}

function holds(condition: Condition, scope: Scope): boolean {
  switch (condition.kind) {
    case 'or':
      return condition.conditions.some((one) => holds(one, scope));
    case 'and':
      return condition.conditions.every((one) => holds(one, scope));
    case 'not':
      return !holds(condition.condition, scope);
    case 'exists':
      return exists(condition.path, scope) === condition.wanted;
    default:
      return compareOperands(operandOf(condition.left, scope), condition.operator, operandOf(condition.right, scope));
  }
}

/** Jayway looks for a path below `$` in the item too, where it only checks whether it exists. */
function exists(path: ParsedPath, { item, root, evaluate }: Scope): boolean {
  return evaluate(path, item, root, { requireProperties: true }) !== undefined;
}

function operandOf(term: Term, { item, root, evaluate }: Scope): Operand {
  if (term.kind !== 'path') return term;
  return toOperand(evaluate(term.path, term.path.root === '$' ? root : item, root));
}

function toOperand(value: JavaValue | undefined): Operand {
  switch (typeof value) {
    case 'undefined':
      return { kind: 'undefined' };
    case 'string':
      return { kind: 'string', text: value };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'bigint':
      return { kind: 'number', number: decimalOf(value) };
    case 'number':
      // By way of Java's text of the double, so that 5.0 keeps its fraction when it is compared with a text.
      return { kind: 'number', number: parseDecimal(javaDouble(value)) ?? decimalOf(value) };
    default:
      return value === null ? { kind: 'null' } : { kind: 'json', value, literal: false };
  }
}
