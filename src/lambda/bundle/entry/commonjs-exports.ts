import { readFileSync } from 'node:fs';

/** What the text of a CommonJS module says about its exports. */
export interface CommonJsExports {
  readonly names: readonly string[];
  /** Whether it certainly has no export of that name. */
  lacks(name: string): boolean;
}

/** Exports of CommonJS sources, read again only when a source changed. */
export class CommonJsSources {
  readonly #read = new Map<string, { readonly fingerprint: string; readonly exports: CommonJsExports | undefined }>();

  /** Absolute path; `undefined` if only running the module would show it. */
  exportsOf(file: string, fingerprint: string): CommonJsExports | undefined {
    const known = this.#read.get(file);
    if (known?.fingerprint === fingerprint) return known.exports;
    const exports = commonJsExports(readFileSync(file, 'utf8'));
    this.#read.set(file, { fingerprint, exports });
    return exports;
  }
}

const MENTION = /\b(?:module\s*\.\s*)?exports\b/g;
/** What may follow a mention, for its meaning to be plain. */
const PROPERTY = /^\s*\.\s*([\w$]+)(\s*=(?!=))?/;
const WHOLE = /^\s*=\s*\{/;
const MEMBER = String.raw`(?:[\w$]+|'[\w$]+'|"[\w$]+")(?:\s*:\s*[\w$.]+)?`;
const FLAT_OBJECT = new RegExp(String.raw`^\s*=\s*\{\s*((?:${MEMBER}(?:\s*,\s*${MEMBER})*)?)\s*,?\s*\}`);
const DEFINED = /\bdefineProperty\(\s*$/;
const DEFINED_NAME = /^\s*,\s*['"]([\w$]+)['"]/;
/** Exports that come from elsewhere, by another syntax, or through `module` itself. */
const ELSEWHERE = /\bexport\s*=|\bexport\b\s*[{*]|\bmodule\b(?!\s*\.)(?<!require\.main\s*===?\s*module)/;

/**
 * Reads the exports out of a source text. Claims nothing (`undefined`) as soon as a mention of `exports` is anything else than an
 * assignment, a definition or a read: a wrong claim would be worse than none.
 */
export function commonJsExports(source: string): CommonJsExports | undefined {
  if (ELSEWHERE.test(source)) return undefined;
  const names = new Set<string>();
  let unreadObject = false;
  for (const mention of source.matchAll(MENTION)) {
    const after = source.slice(mention.index + mention[0].length, mention.index + mention[0].length + 2000);
    const property = PROPERTY.exec(after);
    const defined = DEFINED.test(source.slice(Math.max(0, mention.index - 40), mention.index))
      ? DEFINED_NAME.exec(after)
      : null;
    if (property) {
      if (property[2] !== undefined) names.add(property[1] ?? '');
    } else if (defined) {
      names.add(defined[1] ?? '');
    } else if (mention[0] !== 'exports' && WHOLE.test(after)) {
      const flat = FLAT_OBJECT.exec(after);
      if (flat) for (const key of keysOf(flat[1] ?? '')) names.add(key);
      else unreadObject = true;
    } else {
      return undefined;
    }
  }
  names.delete('__esModule');
  // An object with functions in it is not taken apart; a name that stands nowhere in the file is not in it either.
  const mayHide = (name: string): boolean => source.includes(`this.${name}`) || (unreadObject && mayBeIn(source, name));
  return { names: [...names], lacks: (name) => !names.has(name) && !mayHide(name) };
}

function mayBeIn(source: string, name: string): boolean {
  return source.includes(name) || source.includes('...') || /[{,]\s*\[/.test(source);
}

function keysOf(members: string): string[] {
  return members
    .split(',')
    .map((member) => (member.split(':')[0] ?? '').trim().replace(/^['"]|['"]$/g, ''))
    .filter((key) => key !== '');
}
