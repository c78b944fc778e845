import type { KeptEntry, KeptValues } from '../../kept/kept-values.ts';
import { NumberedMembers } from '../../kept/numbered-members.ts';
import type { FoundPlaces, YamlPlace } from '../places.ts';
import type { YamlValues } from './usual-yaml.ts';

/** Offsets of key and value, and one number for how the value was written. */
const NUMBERS_EACH = 3;
/** Before them: the offset of the whole. */
const FIRST = 1;
const NO_PLACE = -1;

const STYLES = [undefined, 'block', 'quoted', 'plain'] as const;
const STYLE_BITS = 3;
/** A text that stands there as it reads. */
const AS_IT_READS = 4;
/** What stands there is among the sources. */
const AMONG_SOURCES = 8;

interface KeptYaml {
  readonly value: object;
  /** Scalars that are no texts as they stand (`0x10`, `~`), by the number of the member. */
  readonly sources: Readonly<Record<number, string>>;
}

/** Values with their places, from the text itself or from an earlier start. */
export interface FoundYaml extends Omit<YamlValues, 'places'> {
  readonly places: FoundPlaces;
}

/** What an earlier start read from exactly this text, or else what `read` reads now, which is kept for the next one. */
export function readOrKept(
  text: string,
  hasTags: boolean,
  kept: KeptValues | undefined,
  read: () => YamlValues | undefined,
): FoundYaml | undefined {
  if (kept === undefined || text.length < kept.leastCharacters) return read();
  const madeFrom = ['yaml', String(hasTags), text];
  const found = kept.find(madeFrom);
  if (found !== undefined) return fromEntry(found);
  const values = read();
  const entry = values && toEntry(values);
  if (entry !== undefined) kept.keep(madeFrom, entry);
  return values;
}

/** `undefined` for what JSON would change. */
function toEntry({ value, root, places }: YamlValues): KeptEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new NumberedMembers(value);
  if (!members.isPlain || members.shared.size > 0) return undefined;
  const numbers = new Int32Array(FIRST + members.count * NUMBERS_EACH);
  numbers[0] = root.value;
  const sources: Record<number, string> = {};
  for (const [member, holder, key] of members) {
    const place = places.get(holder)?.get(key);
    const read = (holder as Record<string, unknown>)[key];
    const at = FIRST + member * NUMBERS_EACH;
    if (place === undefined) numbers[at] = NO_PLACE;
    else numbers.set([place.key, place.value, STYLES.indexOf(place.style) + sourceBit(place, read)], at);
    if (place?.source !== undefined && place.source !== read) sources[member] = place.source;
  }
  return { json: JSON.stringify({ value, sources } satisfies KeptYaml), numbers };
}

function sourceBit({ source }: YamlPlace, read: unknown): number {
  if (source === undefined) return 0;
  return source === read ? AS_IT_READS : AMONG_SOURCES;
}

function fromEntry(entry: KeptEntry): FoundYaml {
  const { value, sources } = JSON.parse(entry.json) as KeptYaml;
  const start = entry.numbers[0] ?? 0;
  const places = new KeptPlaces(entry, new NumberedMembers(value), sources);
  return { value, root: { key: start, value: start }, places };
}

/** Places are looked up when they are asked for: of most values, never. */
class KeptPlaces implements FoundPlaces {
  readonly #entry: KeptEntry;
  readonly #members: NumberedMembers;
  readonly #sources: KeptYaml['sources'];
  /** Members as they were read: what was handed out may have been changed. */
  #read: readonly unknown[] | undefined;

  constructor(entry: KeptEntry, members: NumberedMembers, sources: KeptYaml['sources']) {
    this.#entry = entry;
    this.#members = members;
    this.#sources = sources;
  }

  get(holder: object): { get(key: string): YamlPlace | undefined } {
    return { get: (key) => this.#placeOf(holder, key) };
  }

  #placeOf(holder: object, key: string): YamlPlace | undefined {
    const member = this.#members.numberOf(holder, key);
    if (member === undefined) return undefined;
    const at = FIRST + member * NUMBERS_EACH;
    const { numbers } = this.#entry;
    if (numbers[at] === NO_PLACE) return undefined;
    return new KeptPlace(numbers, at, (written) => this.#sourceOf(member, written));
  }

  #sourceOf(member: number, written: number): string | undefined {
    if ((written & AMONG_SOURCES) !== 0) return this.#sources[member];
    if ((written & AS_IT_READS) === 0) return undefined;
    this.#read ??= membersOf(this.#entry);
    return this.#read[member] as string;
  }
}

function membersOf({ json }: KeptEntry): unknown[] {
  const members = new NumberedMembers((JSON.parse(json) as KeptYaml).value);
  return [...members].map(([, holder, key]) => (holder as Record<string, unknown>)[key]);
}

class KeptPlace implements YamlPlace {
  readonly #numbers: Int32Array;
  readonly #at: number;
  readonly #sourceOf: (written: number) => string | undefined;

  constructor(numbers: Int32Array, at: number, sourceOf: (written: number) => string | undefined) {
    this.#numbers = numbers;
    this.#at = at;
    this.#sourceOf = sourceOf;
  }

  get key(): number {
    return this.#numbers[this.#at] ?? 0;
  }

  get value(): number {
    return this.#numbers[this.#at + 1] ?? 0;
  }

  get style(): YamlPlace['style'] {
    return STYLES[this.#written & STYLE_BITS];
  }

  get source(): string | undefined {
    return this.#sourceOf(this.#written);
  }

  get #written(): number {
    return this.#numbers[this.#at + 2] ?? 0;
  }
}
