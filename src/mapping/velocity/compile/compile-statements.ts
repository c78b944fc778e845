import type { EscapedDirective, Statement } from '../syntax/tree.ts';
import type { Compilation } from './compilation.ts';
import type { Render } from '../run/rendering.ts';
import { compileDefine } from './directives/compile-define.ts';
import { compileEvaluate } from './directives/compile-evaluate.ts';
import { compileInclude } from './directives/compile-include.ts';
import { compileForeach } from './directives/compile-foreach.ts';
import { compileIf } from './directives/compile-if.ts';
import { compileCall } from './directives/compile-macro-call.ts';
import { compilePrintedReference } from './expressions/compile-reference.ts';
import { compileSet } from './directives/compile-set.ts';
import { BREAK, STOP } from '../run/jumps.ts';

/** Compiles a block of statements into one function. */
export function compileStatements(context: Compilation, statements: readonly Statement[]): Render {
  const renders = statements.flatMap((statement) => compileStatement(context, statement) ?? []);
  const [first, second] = renders;
  if (first === undefined) return () => undefined;
  if (second === undefined) return first;
  if (renders.length === 2) {
    return (run) => {
      first(run);
      second(run);
    };
  }
  return (run) => {
    for (const render of renders) render(run);
  };
}

/** Compiles one statement; `null` for one that does nothing when it is its turn. */
function compileStatement(context: Compilation, statement: Statement): Render | null {
  switch (statement.kind) {
    case 'comment':
    case 'macro':
      return null;
    case 'text':
    case 'literal':
      return printing(statement.text);
    case 'reference':
      return compilePrintedReference(context, statement);
    case 'set':
      return compileSet(context, statement);
    case 'if':
      return compileIf(context, statement);
    case 'foreach':
      return compileForeach(context, statement);
    case 'call':
      return compileCall(context, statement);
    case 'define':
      return compileDefine(context, statement);
    case 'evaluate':
      return compileEvaluate(context, statement);
    case 'include':
      return compileInclude(context, statement);
    case 'backslashes':
      return printing('\\'.repeat(statement.halved ? statement.pairs : statement.pairs * 2));
    case 'escaped-directive':
      return printing(escapedText(statement));
    case 'break':
      return jump(BREAK);
    default:
      return jump(STOP);
  }
}

function printing(text: string): Render {
  return (run) => run.write(text);
}

function jump(signal: Error): Render {
  return () => {
    throw signal;
  };
}

function escapedText({ backslashes, halved, written }: EscapedDirective): string {
  return '\\'.repeat(halved ? (backslashes - 1) / 2 : backslashes) + written;
}
