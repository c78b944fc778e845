import type { Expression, Reference, Statement, Template } from './tree.ts';

/** A reference of a template. `at` is its offset in the template, or that of the text literal that it stands in. */
export interface FoundReference {
  readonly reference: Reference;
  readonly at: number;
}

/** Every reference of a template that a rendering may evaluate, those in text literals too; what `#evaluate` is given is not known. */
export function referencesOf(template: Template): FoundReference[] {
  const found: FoundReference[] = [];
  walkAll(template.statements, { found, literal: undefined });
  return found;
}

interface Walk {
  readonly found: FoundReference[];
  /** Offset of the outermost text literal around what is looked at. */
  readonly literal: number | undefined;
}

function walkAll(statements: readonly Statement[], walk: Walk): void {
  for (const statement of statements) walkStatement(statement, walk);
}

function walkStatement(statement: Statement, walk: Walk): void {
  switch (statement.kind) {
    case 'reference':
      return walkExpression(statement, walk);
    case 'set':
      // The target is written to; only what stands in its brackets and parentheses is read.
      walkAccessors(statement.target, walk);
      return walkExpression(statement.value, walk);
    case 'if':
      for (const { condition, body } of statement.branches) {
        walkExpression(condition, walk);
        walkAll(body, walk);
      }
      return walkAll(statement.otherwise?.body ?? [], walk);
    case 'foreach':
      if (statement.collection) walkExpression(statement.collection, walk);
      return walkAll(statement.body, walk);
    case 'macro':
    case 'define':
      return walkAll(statement.body, walk);
    case 'call':
      for (const argument of statement.args ?? []) walkExpression(argument, walk);
      return walkAll(statement.body ?? [], walk);
    case 'evaluate':
      return walkExpression(statement.argument, walk);
    case 'include':
      for (const argument of statement.args) walkExpression(argument, walk);
      return undefined;
    default:
      return undefined;
  }
}

function walkExpression(expression: Expression, walk: Walk): void {
  switch (expression.kind) {
    case 'reference':
      walk.found.push({ reference: expression, at: walk.literal ?? expression.at });
      return walkAccessors(expression, walk);
    case 'string':
      if (expression.content.interpolated)
        walkAll(expression.content.template.statements, { ...walk, literal: walk.literal ?? expression.at });
      return undefined;
    case 'list':
      for (const item of expression.items) walkExpression(item, walk);
      return undefined;
    case 'range':
      walkExpression(expression.from, walk);
      return walkExpression(expression.to, walk);
    case 'map':
      for (const entry of expression.entries) for (const part of entry) walkExpression(part, walk);
      return undefined;
    case 'not':
      return walkExpression(expression.operand, walk);
    case 'binary':
      walkExpression(expression.left, walk);
      return walkExpression(expression.right, walk);
    default:
      return undefined;
  }
}

function walkAccessors({ accessors }: Reference, walk: Walk): void {
  for (const accessor of accessors) {
    if (accessor.kind === 'method') for (const argument of accessor.args) walkExpression(argument, walk);
    if (accessor.kind === 'index') walkExpression(accessor.index, walk);
  }
}
