import { TextPositions } from '../../problems/text-positions.ts';
import type { Positions } from '../../template/positions.ts';
import { isHolder, memberOf } from '../values.ts';
import { type Literal, type LiteralMember, literalsIn } from './literals.ts';

/** A file of code as messages name it. */
export interface CodeFile {
  readonly shown: string;
  readonly text: string;
}

/** Of a literal's keys, how many the value must have for it to be the value's. */
const ENOUGH = 0.6;

/**
 * Says where the members of a value that code has made were probably written: in the literal with the same keys, and in the literals of the
 * files that it imports. What is computed has no place of its own, and stands where the nearest thing around it does.
 */
export function placeCode(value: object, file: CodeFile, others: readonly CodeFile[], positions: Positions): void {
  const sources = [file, ...others].map((one) => new Source(one));
  const [main] = sources;
  const literal = main?.literalOf(value);
  if (main !== undefined && literal !== undefined) place(value, literal, main, sources, positions);
}

function place(
  value: object,
  literal: Literal,
  source: Source,
  sources: readonly Source[],
  positions: Positions,
): void {
  positions.setObject(value, source.at(literal.start));
  for (const key of Object.keys(value)) {
    const member = literal.members.get(key);
    if (member === undefined) continue;
    positions.set(value, key, { key: source.at(member.key), value: source.at(member.value) });
    const inner = memberOf(value, key);
    if (!isHolder(inner)) continue;
    if (member.literal !== undefined) place(inner, member.literal, source, sources, positions);
    else placeNamed(inner, member, source, sources, positions);
  }
}

/** A member that is a name: a literal of the same file, or of the file that the name is imported from. */
function placeNamed(
  value: object,
  { name }: LiteralMember,
  source: Source,
  sources: readonly Source[],
  positions: Positions,
): void {
  if (name === undefined) return;
  const imported = source.importOf(name, sources) ?? source;
  const literal = imported.literalOf(value);
  if (literal !== undefined) place(value, literal, imported, sources, positions);
}

class Source {
  readonly #positions: TextPositions;
  readonly #literals: readonly Literal[];

  constructor(readonly file: CodeFile) {
    this.#positions = new TextPositions(file.text);
    this.#literals = literalsIn(file.text);
  }

  at(offset: number): { readonly file: string; readonly line: number; readonly column: number } {
    return { file: this.file.shown, ...this.#positions.at(offset) };
  }

  /** The literal that has most of the value's keys, and few others. */
  literalOf(value: object): Literal | undefined {
    const keys = Object.keys(value);
    let best: Literal | undefined;
    let most = 0;
    for (const literal of this.#literals) {
      const shared = keys.filter((key) => literal.members.has(key)).length;
      if (shared <= most || shared < keys.length * ENOUGH || shared < literal.members.size * ENOUGH) continue;
      best = literal;
      most = shared;
    }
    return best;
  }

  /** The file that a name is imported from, by the end of its path: `@functions/hello` is `src/functions/hello/index.ts`. */
  importOf(name: string, sources: readonly Source[]): Source | undefined {
    const pattern = new RegExp(
      String.raw`import[^;]*\b${name.replaceAll('$', String.raw`\$`)}\b[^;]*?from\s*['"]([^'"]+)['"]`,
    );
    const specifier = pattern.exec(this.file.text)?.[1];
    const wanted = specifier?.replace(/^(?:\.{1,2}\/)+|^[@~#]\/?/, '').replace(/(?:\/index)?(?:\.[cm]?[jt]s)?$/, '');
    if (wanted === undefined || wanted === '') return undefined;
    return sources.find(({ file }) => {
      const path = file.shown.replace(/\.[cm]?[jt]s$/, '').replace(/\/index$/, '');
      return path === wanted || path.endsWith(`/${wanted}`);
    });
  }
}
