import { javaText } from '../../../json/java-text.ts';
import type { JavaValue } from '../../../values.ts';
import { callMethod } from '../../methods/call-method.ts';
import { javaClassName } from '../../methods/java-class.ts';
import { getIndex, getProperty } from '../../methods/properties.ts';
import type { Accessor, Reference } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Evaluate, Render, Rendering } from '../../run/rendering.ts';
import { locatedError } from '../../run/located-error.ts';

type Access = (value: JavaValue, run: Rendering) => JavaValue | undefined;

/** Compiles a reference for its value. */
export function compileReference(context: Compilation, reference: Reference): Evaluate {
  const { root } = reference;
  const missing = context.emptyReferences ? '' : null;
  const accesses = reference.accessors.map((accessor) => compileAccessor(context, accessor));
  const [only] = accesses;
  if (only === undefined) return (run) => run.get(root) ?? missing;
  if (accesses.length === 1) {
    return (run) => {
      const value = run.get(root);
      return value === null ? missing : (only(value, run) ?? missing);
    };
  }
  return (run) => {
    let value: JavaValue | undefined = run.get(root);
    for (const access of accesses) {
      if (value === null || value === undefined) return missing;
      value = access(value, run);
    }
    return value ?? missing;
  };
}

/** Compiles one step of a reference; `undefined` or null when it leads nowhere. */
export function compileAccessor(context: Compilation, accessor: Accessor): Access {
  switch (accessor.kind) {
    case 'property':
      return compileProperty(context, accessor.name, accessor.at);
    case 'index':
      return compileIndex(context, accessor.at, context.compileExpression(accessor.index));
    default:
      return compileCall(context, accessor);
  }
}

function compileProperty({ source }: Compilation, name: string, at: number): Access {
  return (value) => {
    if (value instanceof Map && name !== 'class') return value.get(name);
    try {
      return getProperty(value, name);
    } catch (error) {
      throw locatedError(error, source, at, `Reading property '${name}' of class ${javaClassName(value)}`);
    }
  };
}

function compileIndex({ source }: Compilation, at: number, evaluate: Evaluate): Access {
  return (value, run) => {
    const index = evaluate(run);
    try {
      return getIndex(value, index);
    } catch (error) {
      throw locatedError(error, source, at, `Invocation of method 'get' in class ${javaClassName(value)}`);
    }
  };
}

function compileCall(context: Compilation, accessor: Extract<Accessor, { kind: 'method' }>): Access {
  const { name, at } = accessor;
  const args = accessor.args.map((arg) => context.compileExpression(arg));
  return (value, run) => {
    const values = args.map((evaluate) => evaluate(run));
    try {
      return callMethod(value, name, values);
    } catch (error) {
      throw locatedError(error, context.source, at, `Invocation of method '${name}' in class ${javaClassName(value)}`);
    }
  };
}

/** Compiles a reference that stands in the text, to be printed. */
export function compilePrintedReference(context: Compilation, reference: Reference): Render {
  const evaluate = compileReference(context, reference);
  const { backslashes, written, at } = reference;
  if (backslashes === 0 && context.emptyReferences) return (run) => run.write(textOf(context, evaluate(run), at));
  // Pairs of backslashes print as one; an odd one makes the reference itself text.
  const prefix = '\\'.repeat(Math.floor(backslashes / 2));
  const escaped = backslashes % 2 === 1;
  return (run) => {
    const value = evaluate(run);
    if (value === null) return run.write(unresolved(run, reference, prefix, escaped));
    run.write(prefix + (escaped ? written : textOf(context, value, at)));
  };
}

/** What stock Velocity prints for a reference without a value: nothing if it is quiet, else its source, backslashes and all. */
function unresolved(run: Rendering, reference: Reference, prefix: string, escaped: boolean): string {
  const written = run.argument(reference.root)?.written ?? reference.written;
  if (escaped) return `${prefix}\\${written}`;
  return prefix + prefix + (reference.quiet ? '' : written);
}

function textOf(context: Compilation, value: JavaValue, at: number): string {
  if (typeof value === 'string') return value;
  try {
    return javaText(value);
  } catch (error) {
    throw locatedError(error, context.source, at, 'Printing this reference');
  }
}
