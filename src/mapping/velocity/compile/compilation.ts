import type { Evaluate, Macro, Render } from '../run/rendering.ts';
import type { Source } from '../syntax/source.ts';
import type { Expression, Statement } from '../syntax/tree.ts';

/** The compilers of whatever a part may hold: the language's recursion, declared once, so that no file needs another that needs it. */
export interface Compilers {
  readonly expression: (context: Compilation, expression: Expression) => Evaluate;
  readonly statements: (context: Compilation, statements: readonly Statement[]) => Render;
  /** Answers what compiles the texts of `#evaluate` in a template. */
  readonly evaluatedTexts: (outer: Compilation) => CompileText;
}

/** Compiles the text given to an `#evaluate` that stands `at` that offset. */
export type CompileText = (text: string, at: number) => Render;

interface TemplateFacts {
  readonly source: Source;
  /** Whether references without a value are the empty string (docs/aws/vtl.md#one-model) or null, as in stock Velocity. */
  readonly emptyReferences: boolean;
}

/** What all parts of one template are compiled with. */
export class Compilation {
  readonly source: Source;
  readonly emptyReferences: boolean;
  /** By name; filled before anything is rendered. Shared with the templates in the template's strings. */
  readonly macros: Map<string, Macro>;
  readonly compileText: CompileText;
  readonly #compilers: Compilers;

  constructor({ source, emptyReferences }: TemplateFacts, compilers: Compilers, outer?: Compilation) {
    this.source = source;
    this.emptyReferences = emptyReferences;
    this.#compilers = compilers;
    this.macros = outer?.macros ?? new Map();
    this.compileText = outer?.compileText ?? compilers.evaluatedTexts(this);
  }

  compileExpression(expression: Expression): Evaluate {
    return this.#compilers.expression(this, expression);
  }

  compileStatements(statements: readonly Statement[]): Render {
    return this.#compilers.statements(this, statements);
  }

  /** For the template in a string of this one, which knows the same macros. */
  ofString(source: Source): Compilation {
    return new Compilation({ source, emptyReferences: this.emptyReferences }, this.#compilers, this);
  }

  /** For a text given to `#evaluate`, which has macros of its own. */
  ofText(source: Source): Compilation {
    return new Compilation({ source, emptyReferences: this.emptyReferences }, this.#compilers);
  }
}
