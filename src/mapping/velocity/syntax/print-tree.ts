import type { Accessor, Expression, Reference, Statement, Template } from './tree.ts';

/**
 * Writes a tree as a template that parses into the same tree. White space inside directives becomes canonical; all other text,
 * and the line ends that belong to directives, stay as they were.
 */
export function printTemplate(template: Template): string {
  return printStatements(template.statements);
}

function printStatements(statements: readonly Statement[]): string {
  return statements.map(printStatement).join('');
}

function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'text':
      return statement.raw ?? statement.text;
    case 'comment':
      return statement.raw;
    case 'backslashes':
      return '\\'.repeat(statement.pairs * 2);
    case 'escaped-directive':
      return '\\'.repeat(statement.backslashes) + statement.written;
    case 'reference':
      return printReference(statement);
    case 'set':
      return `${statement.lead}#set(${printReference(statement.target)} = ${printExpression(statement.value)})${statement.tail}`;
    case 'if':
      return printIf(statement);
    case 'literal':
      return `#{literal}()${statement.tail}${statement.text}#{end}${statement.endTail}`;
    case 'break':
    case 'stop':
      return `#{${statement.kind}}()`;
    default:
      return printBlock(statement);
  }
}

type Block = Extract<Statement, { kind: 'foreach' | 'macro' | 'define' | 'evaluate' | 'include' | 'call' }>;

function printBlock(statement: Block): string {
  switch (statement.kind) {
    case 'foreach': {
      const collection = statement.collection === null ? '' : ` in ${printExpression(statement.collection)}`;
      return `#{foreach}(${printReference(statement.variable)}${collection})${printBody(statement)}`;
    }
    case 'macro': {
      const parameters = statement.parameters.map((name) => (name === '' ? ' 0' : ` $${name}`)).join('');
      return `#{macro}(${statement.name}${parameters})${printBody(statement)}`;
    }
    case 'define':
      return `#{define}($${statement.variable})${printBody(statement)}`;
    case 'evaluate':
      return `#{evaluate}(${printExpression(statement.argument)})${statement.tail}`;
    case 'include':
      return `#{${statement.name}}(${statement.args.map(printExpression).join(' ')})${statement.tail}`;
    default: {
      if (statement.args === null) return statement.written;
      const head = `#{${statement.body === null ? '' : '@'}${statement.name}}(${statement.args.map(printExpression).join(' ')})`;
      return statement.body === null ? head + statement.tail : head + printBody({ ...statement, body: statement.body });
    }
  }
}

function printBody(block: { tail: string; body: readonly Statement[]; endTail: string }): string {
  return `${block.tail}${printStatements(block.body)}#{end}${block.endTail}`;
}

function printIf(statement: Extract<Statement, { kind: 'if' }>): string {
  const branches = statement.branches.map(
    ({ condition, tail, body }, index) =>
      `#{${index === 0 ? 'if' : 'elseif'}}(${printExpression(condition)})${tail}${printStatements(body)}`,
  );
  const { otherwise } = statement;
  const last = otherwise === null ? '' : `#{else}${otherwise.tail}${printStatements(otherwise.body)}`;
  return `${branches.join('')}${last}#{end}${statement.endTail}`;
}

function printReference(reference: Reference): string {
  const { backslashes, swallowed, root, quiet, braces, accessors } = reference;
  const bang = quiet ? (/^\$\\*!/.exec(reference.written)?.[0].slice(1) ?? '!') : '';
  const path = `${root}${accessors.map(printAccessor).join('')}`;
  return `${'\\'.repeat(backslashes)}${swallowed}$${bang}${braces ? `{${path}}` : path}`;
}

function printAccessor(accessor: Accessor): string {
  switch (accessor.kind) {
    case 'property':
      return `.${accessor.name}`;
    case 'method':
      return `.${accessor.name}(${accessor.args.map(printExpression).join(', ')})`;
    default:
      return `[${printExpression(accessor.index)}]`;
  }
}

function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'reference':
      return printReference(expression);
    case 'string':
      return (
        expression.quote + expression.text.replaceAll(expression.quote, expression.quote.repeat(2)) + expression.quote
      );
    case 'integer':
    case 'boolean':
      return String(expression.value);
    case 'decimal':
      return printDecimal(expression.value);
    case 'word':
      return expression.word;
    case 'list':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'range':
      return `[${printExpression(expression.from)}..${printExpression(expression.to)}]`;
    case 'map':
      return `{${expression.entries.map(([key, value]) => `${printExpression(key)} : ${printExpression(value)}`).join(', ')}}`;
    case 'not':
      return `!${printNested(expression.operand)}`;
    default:
      return `${printNested(expression.left)} ${expression.operator} ${printNested(expression.right)}`;
  }
}

/** An operand inside another expression: in parentheses unless it is one value, so that precedence plays no part. */
function printNested(expression: Expression): string {
  return expression.kind === 'binary' || expression.kind === 'not'
    ? `(${printExpression(expression)})`
    : printExpression(expression);
}

function printDecimal(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
