export interface Token {
  /** `mark`: one character of punctuation, or `=>` and `...`. `text`: a string without its quotes. */
  readonly kind: 'mark' | 'word' | 'text' | 'other';
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

const PATTERNS: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['text', /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y],
  ['word', /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['other', /\d[\w.]*/y],
  ['mark', /=>|\.\.\.|[\s\S]/y],
];

/** After these a slash begins a regular expression, not a division. */
const BEFORE_EXPRESSION = /^(?:[(,=:[!&|?{};+*%<>~^-]|=>|return)$/;
const REGULAR_EXPRESSION = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** The tokens of JavaScript or TypeScript, as far as finding object literals needs them. Never throws. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const token = templateAt(text, at) ?? regularExpressionAt(text, at, tokens.at(-1)) ?? tokenAt(text, at);
    if (token.kind !== 'space') tokens.push({ kind: token.kind, text: textOf(token), at });
    at += token.length;
  }
  return tokens;
}

interface Match {
  readonly kind: Token['kind'] | 'space';
  readonly written: string;
  readonly length: number;
}

function tokenAt(text: string, at: number): Match {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const written = pattern.exec(text)?.[0];
    if (written !== undefined) return { kind, written, length: written.length };
  }
  return { kind: 'other', written: '', length: 1 };
}

function regularExpressionAt(text: string, at: number, before: Token | undefined): Match | undefined {
  if (text[at] !== '/' || text[at + 1] === '/' || text[at + 1] === '*') return undefined;
  if (before !== undefined && !(before.kind !== 'text' && BEFORE_EXPRESSION.test(before.text))) return undefined;
  REGULAR_EXPRESSION.lastIndex = at;
  const written = REGULAR_EXPRESSION.exec(text)?.[0];
  return written === undefined ? undefined : { kind: 'other', written, length: written.length };
}

/** A template with all that stands in its `${}`. */
function templateAt(text: string, from: number): Match | undefined {
  if (text[from] !== '`') return undefined;
  let depth = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (depth === 0 && character === '`')
      return { kind: 'text', written: text.slice(from, at + 1), length: at + 1 - from };
    else if (depth === 0 && character === '$' && text[at + 1] === '{') {
      depth = 1;
      at += 1;
    } else if (depth > 0 && character === '{') depth += 1;
    else if (depth > 0 && character === '}') depth -= 1;
    else if (depth > 0 && character === '`') at += (templateAt(text, at)?.length ?? 1) - 1;
  }
  return { kind: 'other', written: '', length: text.length - from };
}

function textOf({ kind, written }: Match): string {
  if (kind !== 'text') return written;
  return written.slice(1, -1).replace(/\\([\s\S])/g, '$1');
}
