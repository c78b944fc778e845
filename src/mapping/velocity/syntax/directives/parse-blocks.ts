import type { Scanner } from '../scanner.ts';
import type { Expression, Reference, Statement } from '../tree.ts';
import { parseArguments, seesArguments } from './parse-arguments.ts';
import { parseBlockEnd, parseBody } from './parse-block.ts';
import { parseTail } from './parse-tail.ts';

/** Parses `#foreach($variable in collection) … #end`. */
export function parseForeach(scanner: Scanner, at: number): Statement {
  const args = parseArguments(scanner);
  const variable = requireReference(scanner, 'foreach', args[0], at);
  const collection = collectionOf(scanner, args);
  return { kind: 'foreach', at, variable, collection, ...parseRest(scanner, 'foreach', at) };
}

function collectionOf(scanner: Scanner, [, word, collection]: readonly Expression[]): Expression | null {
  if (word?.kind === 'word' && word.word.toLowerCase() === 'in') return collection ?? null;
  if (collection !== undefined) throw scanner.fail(collection.at, 'Invalid arg #2 in directive #foreach');
  return null;
}

/** Parses `#macro(name $a $b) … #end` and registers it. */
export function parseMacro(scanner: Scanner, at: number): Statement {
  if (!seesArguments(scanner)) throw scanner.fail(at, 'A macro declaration requires at least a name argument');
  const [name, ...parameters] = parseArguments(scanner);
  if (name?.kind !== 'word')
    throw scanner.fail(name?.at ?? at, 'First argument to #macro() must be the macro name, without quotes');
  const macro = {
    kind: 'macro',
    at,
    name: name.word,
    parameters: parameters.map(parameterName),
    ...parseRest(scanner, 'macro', at),
  } as const;
  scanner.macros.push(macro);
  return macro;
}

/** What is not a plain reference can not be read in the body, but Velocity lets it stand. */
function parameterName(parameter: Expression): string {
  return parameter.kind === 'reference' && !parameter.braces && !parameter.quiet ? parameter.root : '';
}

/** Parses `#define($name) … #end`. */
export function parseDefine(scanner: Scanner, at: number): Statement {
  const [argument] = parseArguments(scanner);
  const variable = requireReference(scanner, 'define', argument, at).root;
  return { kind: 'define', at, variable, ...parseRest(scanner, 'define', at) };
}

/** Parses `#literal() … #end`. */
export function parseLiteral(scanner: Scanner, at: number): Statement {
  if (seesArguments(scanner)) parseArguments(scanner);
  const tail = parseTail(scanner);
  const start = scanner.position;
  parseBody(scanner);
  const text = scanner.text.slice(start, scanner.position);
  return { kind: 'literal', at, text, tail, endTail: parseBlockEnd(scanner, 'literal', at) };
}

function parseRest(scanner: Scanner, name: string, at: number): { tail: string; body: Statement[]; endTail: string } {
  const tail = parseTail(scanner);
  const body = parseBody(scanner);
  return { tail, body, endTail: parseBlockEnd(scanner, name, at) };
}

function requireReference(scanner: Scanner, name: string, argument: Expression | undefined, at: number): Reference {
  if (argument?.kind === 'reference') return argument;
  throw scanner.fail(argument?.at ?? at, `Invalid arg #0 in directive #${name}, a reference was expected`);
}
