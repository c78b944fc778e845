import type { BinaryExpression, Expression } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Evaluate, Rendering } from '../../run/rendering.ts';
import { isEqual, isOrdered } from './comparison.ts';
import { compileReference } from './compile-reference.ts';
import { locatedError } from '../../run/located-error.ts';

type Condition = (run: Rendering) => boolean;

/**
 * Compiles an expression for its truth. A reference is true unless its value is null or `false`; of literals only `true` is true,
 * so that `#if(1)` and `#if("x")` are false, and so is a calculation (corpus: if/literal-cond).
 */
export function compileCondition(context: Compilation, expression: Expression): Condition {
  switch (expression.kind) {
    case 'reference':
      return isTrue(compileReference(context, expression));
    case 'boolean':
      return () => expression.value;
    case 'not': {
      const operand = compileCondition(context, expression.operand);
      return (run) => !operand(run);
    }
    case 'binary':
      return compileBinary(context, expression);
    default:
      return () => false;
  }
}

function isTrue(evaluate: Evaluate): Condition {
  return (run) => {
    const value = evaluate(run);
    return value !== null && value !== false;
  };
}

function compileBinary(context: Compilation, expression: BinaryExpression): Condition {
  switch (expression.operator) {
    case '&&': {
      const [left, right] = [compileCondition(context, expression.left), compileCondition(context, expression.right)];
      return (run) => left(run) && right(run);
    }
    case '||': {
      const [left, right] = [compileCondition(context, expression.left), compileCondition(context, expression.right)];
      return (run) => left(run) || right(run);
    }
    case '==':
    case '!=':
      return compileEquality(context, expression, expression.operator === '==');
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compileOrder(context, expression, expression.operator);
    default:
      return () => false;
  }
}

function compileEquality(context: Compilation, expression: BinaryExpression, wanted: boolean): Condition {
  const [left, right] = [context.compileExpression(expression.left), context.compileExpression(expression.right)];
  return (run) => {
    try {
      return isEqual(left(run), right(run)) === wanted;
    } catch (error) {
      throw locatedError(error, context.source, expression.at, 'This comparison');
    }
  };
}

function compileOrder(
  context: Compilation,
  expression: BinaryExpression,
  operator: '<' | '>' | '<=' | '>=',
): Condition {
  const [left, right] = [context.compileExpression(expression.left), context.compileExpression(expression.right)];
  return (run) => isOrdered(operator, left(run), right(run));
}
