import { parseExpression } from '../parse-expression.ts';
import type { Scanner } from '../scanner.ts';
import type { IfBranch, IfDirective } from '../tree.ts';
import { openArguments } from './parse-arguments.ts';
import { parseBlockEnd, parseBody } from './parse-block.ts';
import { parseTail } from './parse-tail.ts';

const elseIf = /#(?:elseif(?![\w@])|\{elseif\})/y;
const otherwise = /#(?:else(?![\w@])|\{else\})/y;

/** Parses `#if(…) … #elseif(…) … #else … #end`, whose `#if` at offset `at` has just been read. */
export function parseIf(scanner: Scanner, at: number): IfDirective {
  const branches = [parseBranch(scanner)];
  while (scanner.match(elseIf) !== null) branches.push(parseBranch(scanner));
  const elseBranch = scanner.match(otherwise) === null ? null : { tail: parseTail(scanner), body: parseBody(scanner) };
  return { kind: 'if', at, branches, otherwise: elseBranch, endTail: parseBlockEnd(scanner, 'if', at) };
}

function parseBranch(scanner: Scanner): IfBranch {
  openArguments(scanner);
  const condition = parseExpression(scanner);
  if (!scanner.skip(')')) throw scanner.unexpected('")" or an operator');
  const tail = parseTail(scanner);
  return { condition, tail, body: parseBody(scanner) };
}
