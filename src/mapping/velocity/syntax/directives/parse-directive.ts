import type { Scanner } from '../scanner.ts';
import type { Statement } from '../tree.ts';
import { parseArguments, seesArguments } from './parse-arguments.ts';
import { parseBlockEnd, parseBody } from './parse-block.ts';
import { parseDefine, parseForeach, parseLiteral, parseMacro } from './parse-blocks.ts';
import { parseIf } from './parse-if.ts';
import { parseTail } from './parse-tail.ts';

type DirectiveParser = (scanner: Scanner, at: number) => Statement;

const directives: ReadonlyMap<string, DirectiveParser> = new Map<string, DirectiveParser>([
  ['if', parseIf],
  ['foreach', parseForeach],
  ['macro', parseMacro],
  ['define', parseDefine],
  ['literal', parseLiteral],
  ['evaluate', parseEvaluate],
  ['include', (scanner, at) => parseInclude(scanner, at, 'include')],
  ['parse', (scanner, at) => parseInclude(scanner, at, 'parse')],
  ['break', (scanner, at) => parseJump(scanner, at, 'break')],
  ['stop', (scanner, at) => parseJump(scanner, at, 'stop')],
]);

const partsOfDirectives = new Set(['set', 'else', 'elseif', 'end']);

/** Whether `#name` is a directive in every template, as opposed to a macro or text. */
export function isDirectiveName(name: string): boolean {
  return directives.has(name) || partsOfDirectives.has(name);
}

/** Parses the directive or macro call whose `#name`, at offset `at`, has just been read. */
export function parseDirective(scanner: Scanner, name: string, at: number): Statement {
  const parse = directives.get(name);
  if (parse !== undefined) return scanner.nested(() => parse(scanner, at));
  return parseCall(scanner, name, at);
}

/** Any other `#name`. Without a parenthesis it may still be a macro; what it is shows when the template runs. */
function parseCall(scanner: Scanner, name: string, at: number): Statement {
  const hasBody = name.startsWith('@');
  const written = (): string => scanner.text.slice(at, scanner.position);
  if (!seesArguments(scanner)) {
    if (hasBody) return { kind: 'text', at, text: written() };
    return { kind: 'call', at, name, args: null, body: null, tail: '', endTail: '', written: written() };
  }
  const args = parseArguments(scanner);
  const tail = parseTail(scanner);
  if (!hasBody) return { kind: 'call', at, name, args, body: null, tail, endTail: '', written: written() };
  const body = scanner.nested(() => parseBody(scanner));
  const endTail = parseBlockEnd(scanner, name, at);
  return { kind: 'call', at, name: name.slice(1), args, body, tail, endTail, written: written() };
}

function parseEvaluate(scanner: Scanner, at: number): Statement {
  const args = parseArguments(scanner);
  const [argument] = args;
  if (argument === undefined || args.length > 1) throw scanner.fail(at, '#evaluate() requires exactly one argument');
  if (argument.kind !== 'string' && argument.kind !== 'reference') {
    throw scanner.fail(at, '#evaluate() argument must be a string literal or reference');
  }
  return { kind: 'evaluate', at, argument, tail: parseTail(scanner) };
}

function parseInclude(scanner: Scanner, at: number, name: 'include' | 'parse'): Statement {
  const args = seesArguments(scanner) ? parseArguments(scanner) : [];
  return { kind: 'include', at, name, args, tail: args.length === 0 ? '' : parseTail(scanner) };
}

function parseJump(scanner: Scanner, at: number, kind: 'break' | 'stop'): Statement {
  if (seesArguments(scanner)) parseArguments(scanner);
  return { kind, at };
}
