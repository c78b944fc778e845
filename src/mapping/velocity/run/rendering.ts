import type { TemplateError } from '../../template-error.ts';
import type { JavaValue } from '../../values.ts';
import { spendWork } from '../../work-limit.ts';
import type { RenderLimits } from '../limits.ts';
import type { Source } from '../syntax/source.ts';
import type { ForeachScope } from './foreach-scope.ts';
import { locatedError } from './located-error.ts';

/** One run of a template: its variables, what it has printed, what it may still spend. */
export class Rendering {
  /** What has been printed so far, or since the capture began. */
  output = '';
  /** The macro being run. */
  frame: MacroFrame | null = null;
  macroDepth = 0;
  /** The loop being run. */
  loop: ForeachScope | null = null;
  /** Macros that came with the text of an `#evaluate`. */
  readonly evaluatedMacros = new Map<string, Macro>();
  readonly limits: RenderLimits;
  readonly #variables: Map<string, JavaValue>;
  #steps = 0;

  constructor(variables: Map<string, JavaValue>, limits: RenderLimits) {
    this.#variables = variables;
    this.limits = limits;
  }

  write(text: string): void {
    this.output += text;
  }

  /** What `print` prints, instead of printing it. */
  capture(print: () => void): string {
    const before = this.output;
    this.output = '';
    try {
      print();
      return this.output;
    } finally {
      this.output = before;
    }
  }

  /** Counts `steps` statements and checks the output so far. */
  spend(steps: number, source: Source, at: number): void {
    this.#steps += steps;
    if (this.#steps > this.limits.steps) throw tooMuch(source, at, `runs more than ${this.limits.steps} statements`);
    try {
      spendWork(steps);
    } catch (error) {
      throw locatedError(error, source, at, 'This statement');
    }
    this.checkOutput(source, at);
  }

  checkOutput(source: Source, at: number): void {
    const { outputLength } = this.limits;
    if (this.output.length > outputLength) throw tooMuch(source, at, `prints more than ${outputLength} characters`);
  }

  get(name: string): JavaValue {
    for (let frame = this.frame; frame !== null; frame = frame.caller) {
      const local = frame.locals.get(name);
      if (local !== undefined) return local;
      const argument = frame.args.get(name);
      if (argument !== undefined) return this.#evaluateArgument(frame, argument);
    }
    return this.#variables.get(name) ?? null;
  }

  /** Sets a variable, in every macro under way and globally: Velocity's macros have no scope of their own by default. */
  set(name: string, value: JavaValue): void {
    for (let frame = this.frame; frame !== null; frame = frame.caller) frame.locals.set(name, value);
    this.#variables.set(name, value);
  }

  /** Gives a loop's variable back the value it had before. */
  restore(name: string, value: JavaValue): void {
    if (value !== null) return this.set(name, value);
    for (let frame = this.frame; frame !== null; frame = frame.caller) frame.locals.delete(name);
    this.#variables.delete(name);
  }

  /** The argument that `name` stands for in the macro being run. */
  argument(name: string): MacroArgument | undefined {
    return this.frame?.args.get(name);
  }

  #evaluateArgument(frame: MacroFrame, argument: MacroArgument): JavaValue {
    const current = this.frame;
    this.frame = frame.caller;
    try {
      return argument.evaluate(this);
    } finally {
      this.frame = current;
    }
  }
}

/** Prints one statement. */
export type Render = (run: Rendering) => void;

/** Computes one expression. Null is Java's null. */
export type Evaluate = (run: Rendering) => JavaValue;

/** One way to pass an argument: by its expression, evaluated anew at each use, as Velocity does. */
export interface MacroArgument {
  readonly evaluate: Evaluate;
  /** What stock Velocity prints for an argument without a value. */
  readonly written: string;
}

export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
  render: Render;
}

/** The variables of one macro call. */
export interface MacroFrame {
  readonly args: ReadonlyMap<string, MacroArgument>;
  /** What the macro has set, which hides its arguments. */
  readonly locals: Map<string, JavaValue>;
  readonly caller: MacroFrame | null;
}

function tooMuch(source: Source, at: number, what: string): TemplateError {
  return source.errorAt(at, 'limit', `The template ${what}`);
}
