import { javaText } from '../../../json/java-text.ts';
import type { JavaMap, JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { checkListLength, checkTextLength } from '../../methods/growth.ts';
import { isInt } from '../../methods/signatures.ts';
import type { BinaryExpression, Expression, Operator } from '../../syntax/tree.ts';
import { calculate } from './arithmetic.ts';
import type { Compilation } from '../compilation.ts';
import type { Evaluate } from '../../run/rendering.ts';
import { compileCondition } from './compile-condition.ts';
import { compileReference } from './compile-reference.ts';
import { compileString } from './compile-string.ts';
import { locatedError } from '../../run/located-error.ts';

/** Compiles an expression for its value. */
export function compileExpression(context: Compilation, expression: Expression): Evaluate {
  switch (expression.kind) {
    case 'reference':
      return compileReference(context, expression);
    case 'string':
      return compileString(context, expression.text, expression.content, expression.at);
    case 'integer':
    case 'decimal':
    case 'boolean':
      return constant(expression.value);
    case 'list':
      return compileList(context, expression.items);
    case 'range':
      return located(context, expression.at, compileRange(context, expression.from, expression.to));
    case 'map':
      return compileMap(context, expression.entries);
    case 'not':
      return compileCondition(context, expression);
    case 'binary':
      return compileBinary(context, expression);
    default:
      // A bare word is only an unreadable argument.
      return constant(context.emptyReferences ? '' : null);
  }
}

function constant(value: JavaValue): Evaluate {
  return () => value;
}

function located(context: Compilation, at: number, evaluate: Evaluate): Evaluate {
  return (run) => {
    try {
      return evaluate(run);
    } catch (error) {
      throw locatedError(error, context.source, at, 'This expression');
    }
  };
}

function compileList(context: Compilation, items: readonly Expression[]): Evaluate {
  const evaluates = items.map((item) => compileExpression(context, item));
  return (run) => new JavaList(evaluates.map((evaluate) => evaluate(run)));
}

function compileMap(context: Compilation, entries: readonly (readonly [Expression, Expression])[]): Evaluate {
  const evaluates = entries.map(
    ([key, value]) => [compileExpression(context, key), compileExpression(context, value)] as const,
  );
  return (run) => {
    const map: JavaMap = new Map();
    for (const [key, value] of evaluates) map.set(key(run), value(run));
    return map;
  };
}

function compileRange(context: Compilation, from: Expression, to: Expression): Evaluate {
  const [evaluateFrom, evaluateTo] = [compileExpression(context, from), compileExpression(context, to)];
  return (run) => {
    const [first, last] = [evaluateFrom(run), evaluateTo(run)];
    if (!isInt(first) || !isInt(last)) return null;
    const length = Math.abs(Number(last - first)) + 1;
    checkListLength(length);
    const step = first <= last ? 1n : -1n;
    return new JavaList(Array.from({ length }, (_, index) => first + step * BigInt(index)));
  };
}

const conditions = new Set<Operator>(['||', '&&', '==', '!=', '<', '>', '<=', '>=']);

function compileBinary(context: Compilation, expression: BinaryExpression): Evaluate {
  const { operator } = expression;
  if (conditions.has(operator)) return compileCondition(context, expression);
  const left = compileExpression(context, expression.left);
  const right = compileExpression(context, expression.right);
  if (operator === '+') return located(context, expression.at, compileSum(expression, left, right));
  const arithmetic = operator as '-' | '*' | '/' | '%';
  return located(context, expression.at, (run) => calculate(arithmetic, left(run), right(run)));
}

/** A sum with a text in it is a text (docs/aws/vtl.md#expressions). */
function compileSum(expression: BinaryExpression, left: Evaluate, right: Evaluate): Evaluate {
  return (run) => {
    const [first, second] = [left(run), right(run)];
    if (typeof first !== 'string' && typeof second !== 'string') return calculate('+', first, second);
    const [head, end] = [operandText(first, expression.left), operandText(second, expression.right)];
    checkTextLength(head.length + end.length);
    return head + end;
  };
}

/** Stock Velocity adds a reference without a value as it is written. */
function operandText(value: JavaValue, operand: Expression): string {
  if (value === null && operand.kind === 'reference') return operand.written;
  return javaText(value);
}
