import type { Position } from '../../model/base/position.ts';
import type { InputContext } from '../input.ts';
import type { KeptEntry } from '../kept/kept-values.ts';
import { NumberedMembers } from '../kept/numbered-members.ts';
import type { SamContext } from '../sam/index.ts';
import type { Written } from '../template/positions.ts';
import type { Template, TemplateMap } from '../template/template.ts';
import type { Sam } from './sam.ts';

const NOWHERE = -1;
/** The source of a text that reads as it stands in its file. */
const AS_IT_READS = -2;

interface Places {
  readonly files: readonly string[];
  /** Scalars as they stand in their file. */
  readonly sources: readonly string[];
  /** File, line and column, one after the other. */
  readonly positions: readonly number[];
  /** Positions of key and value, and the source, one after the other. */
  readonly written: readonly number[];
}

interface KeptTransform extends Places {
  readonly value: TemplateMap;
  /** What stands in several places of the value. */
  readonly shared: readonly (readonly [member: number, holder: number])[];
}

/**
 * What the SAM transform makes of a template, from an earlier start where the texts that the template comes from, its parameters and what AWS
 * calls the stack are the same. Only a transform that found nothing wrong is kept.
 */
export function transformOrKept(
  template: Template,
  sam: SamContext,
  { kept, problems }: InputContext,
  transform: Sam['transformSam'],
): Template {
  const length = template.texts?.reduce((sum, text) => sum + text.length, 0) ?? 0;
  if (kept === undefined || template.texts === undefined || length < kept.leastCharacters) {
    return transform(template, sam, problems);
  }
  // The value too: `values:` of a configuration may have chosen what is in it.
  const madeFrom = ['sam', ...template.texts, JSON.stringify([template.value, sam])];
  const found = new NumberedMembers(template.value).isPlain ? kept.find(madeFrom) : undefined;
  if (found !== undefined) return fromEntry(found, template);
  const before = problems.count;
  const result = transform(template, sam, problems);
  const entry = problems.count === before ? toEntry(result) : undefined;
  if (entry !== undefined) kept.keep(madeFrom, entry);
  return result;
}

/** `undefined` for what JSON would change. */
function toEntry({ value, positions }: Template): KeptEntry | undefined {
  const members = new NumberedMembers(value);
  if (!members.isPlain) return undefined;
  const table = new PlaceTable();
  const numbers = new Int32Array(members.count + members.holders.length);
  for (const [member, holder, key] of members) {
    numbers[member] = table.written(positions.of(holder, key), (holder as TemplateMap)[key]);
  }
  for (const [index, holder] of members.holders.entries()) {
    numbers[members.count + index] = table.position(positions.ofObject(holder));
  }
  if (table.isFull) return undefined;
  const kept: KeptTransform = { value, shared: [...members.shared], ...table.places };
  return { json: JSON.stringify(kept), numbers };
}

function fromEntry(entry: KeptEntry, template: Template): Template {
  const { value, shared, ...places } = JSON.parse(entry.json) as KeptTransform;
  const members = new NumberedMembers(value, new Map(shared));
  const kept = new KeptPlaces(entry, places);
  const { positions } = template;
  positions.addFile((holder, key) => {
    const member = members.numberOf(holder, key);
    return member === undefined ? undefined : kept.written(member);
  });
  const holders = new Map(members.holders.map((holder, index) => [holder, members.count + index]));
  positions.addBeginnings((holder) => {
    const number = holders.get(holder);
    return number === undefined ? undefined : kept.beginning(number);
  });
  return { ...template, value };
}

class KeptPlaces {
  readonly #entry: KeptEntry;
  readonly #places: Places;
  /** Members as they were kept: what was handed out may have been changed. */
  #members: readonly unknown[] | undefined;

  constructor(entry: KeptEntry, places: Places) {
    this.#entry = entry;
    this.#places = places;
  }

  written(member: number): Written | undefined {
    const number = this.#entry.numbers[member] ?? NOWHERE;
    if (number === NOWHERE) return undefined;
    const [key, value, source = NOWHERE] = this.#places.written.slice(number * 3, number * 3 + 3);
    const [atKey, atValue] = [this.#position(key), this.#position(value)];
    if (atKey === undefined || atValue === undefined) return undefined;
    return { key: atKey, value: atValue, source: this.#source(source, member) };
  }

  beginning(number: number): Position | undefined {
    return this.#position(this.#entry.numbers[number]);
  }

  #position(number = NOWHERE): Position | undefined {
    const { files, positions } = this.#places;
    const [file, line, column] = number === NOWHERE ? [] : positions.slice(number * 3, number * 3 + 3);
    if (file === undefined || line === undefined || column === undefined) return undefined;
    return { file: files[file] ?? '', line, column };
  }

  #source(source: number, member: number): string | undefined {
    if (source !== AS_IT_READS) return this.#places.sources[source];
    this.#members ??= membersOf(this.#entry);
    return this.#members[member] as string;
  }
}

function membersOf({ json }: KeptEntry): unknown[] {
  const { value, shared } = JSON.parse(json) as KeptTransform;
  return [...new NumberedMembers(value, new Map(shared))].map(
    ([, holder, key]) => (holder as Record<string, unknown>)[key],
  );
}

/** Numbers of each kind must be smaller, so that three of them fit into one. */
const MOST = 2 ** 17;

/** Places by number, each once: most members of what a transform makes stand where their resource does. Made for thousands of them. */
class PlaceTable {
  readonly places = {
    files: [] as string[],
    sources: [] as string[],
    positions: [] as number[],
    written: [] as number[],
  };
  readonly #positions = new Map<number, number>();
  readonly #written = new Map<number, number>();

  /** Whether there are more places than can be numbered, or a line or column beyond that. */
  isFull = false;

  written(written: Written | undefined, value: unknown): number {
    if (written === undefined) return NOWHERE;
    const { source } = written;
    const read = source === undefined ? NOWHERE : this.#source(source, value);
    return this.#numberOf(
      this.#written,
      this.places.written,
      this.position(written.key),
      this.position(written.value),
      read,
    );
  }

  position(position: Position | undefined): number {
    if (position === undefined) return NOWHERE;
    const { file, line, column } = position;
    return this.#numberOf(this.#positions, this.places.positions, indexIn(this.places.files, file), line, column);
  }

  /** Few scalars stand in their file in another way than they read. */
  #source(source: string, value: unknown): number {
    return source === value ? AS_IT_READS : indexIn(this.places.sources, source);
  }

  #numberOf(known: Map<number, number>, list: number[], first: number, second: number, third: number): number {
    // Above NOWHERE and AS_IT_READS.
    const last = third + 2;
    this.isFull ||= first >= MOST || second >= MOST || last >= MOST;
    const all = (first * MOST + second) * MOST + last;
    let number = known.get(all);
    if (number === undefined) {
      number = known.size;
      known.set(all, number);
      list.push(first, second, third);
    }
    return number;
  }
}

function indexIn(list: string[], text: string): number {
  const index = list.indexOf(text);
  return index === -1 ? list.push(text) - 1 : index;
}
