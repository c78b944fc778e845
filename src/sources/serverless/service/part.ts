import type { Position } from '../../../model/base/position.ts';
import { withoutMarks } from '../../aws-resources/placeholder.ts';
import type { Hint, Problems } from '../../problems/problems.ts';
import type { Positions, Written } from '../../template/positions.ts';
import { isHolder, isMap, memberOf, textOf } from '../values.ts';

/** What reading the service shares. */
export interface Reading {
  readonly positions: Positions;
  readonly problems: Problems;
  /** Whether a text still has variables that were reported: nothing more is to be said of it. */
  isUnresolved(holder: object, key: string): boolean;
}

/** A value of the resolved service and where it stands: what is said of it goes to the problems with its position. */
export class Part {
  constructor(
    readonly reading: Reading,
    readonly value: unknown,
    /** `functions.hello.events[0]`. */
    readonly name: string,
    readonly parent?: Part,
    readonly key = '',
  ) {}

  /** Neither missing nor `null`, and no variable that was reported already. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null && !this.isUnresolved;
  }

  get isUnresolved(): boolean {
    const holder = this.parent?.value;
    return isHolder(holder) && this.reading.isUnresolved(holder, this.key);
  }

  get(key: string): Part {
    const value = isMap(this.value) ? memberOf(this.value, key) : undefined;
    return new Part(this.reading, value, this.name === '' ? key : `${this.name}.${key}`, this, key);
  }

  /** The members of a map; none of anything else. */
  get entries(): readonly (readonly [string, Part])[] {
    return isMap(this.value) ? Object.keys(this.value).map((key) => [key, this.get(key)] as const) : [];
  }

  get keys(): readonly string[] {
    return isMap(this.value) ? Object.keys(this.value) : [];
  }

  /** The items of a list; none of anything else. */
  get items(): readonly Part[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map(
      (item: unknown, index) => new Part(this.reading, item, `${this.name}[${index}]`, this, String(index)),
    );
  }

  get written(): Written | undefined {
    const holder = this.parent?.value;
    return isHolder(holder) ? this.reading.positions.of(holder, this.key) : undefined;
  }

  /** Where the value stands, or the nearest thing around it that was written. */
  get position(): Position | undefined {
    const own = isHolder(this.value) ? this.reading.positions.ofObject(this.value) : undefined;
    return this.written?.value ?? own ?? this.parent?.position;
  }

  get keyPosition(): Position | undefined {
    return this.written?.key ?? this.position;
  }

  /** A text, number or boolean as text. Anything else is a problem, and `undefined`. */
  text(what = 'text'): string | undefined {
    const { value } = this;
    if (typeof value === 'string') return this.isUnresolved ? undefined : value;
    if (typeof value === 'number' || typeof value === 'boolean') return this.written?.source ?? String(value);
    if (this.exists) this.error(`${this.name} must be ${what}, found ${kindOf(value)}`);
    return undefined;
  }

  /** Whether this is a map, or not there; anything else is a problem. */
  isMapOrMissing(what = 'a map'): boolean {
    if (!this.exists || isMap(this.value)) return true;
    this.error(`${this.name} must be ${what}, found ${kindOf(this.value)}`);
    return false;
  }

  isListOrMissing(what = 'a list'): boolean {
    if (!this.exists || Array.isArray(this.value)) return true;
    this.error(`${this.name} must be ${what}, found ${kindOf(this.value)}`);
    return false;
  }

  error(message: string, hint?: Hint): void {
    this.reading.problems.error(message, this.position, hint);
  }

  /** Something is wrong with the key, or with the thing as a whole. */
  keyError(message: string, hint?: Hint): void {
    this.reading.problems.error(message, this.keyPosition, hint);
  }

  warning(message: string, hint?: Hint): void {
    this.reading.problems.warning(message, this.keyPosition, hint);
  }

  info(message: string, hint?: Hint): void {
    this.reading.problems.info(message, this.keyPosition, hint);
  }
}

/** `a list`, `a map`, `text`, `the number 5`: for messages. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isHolder(value)) return 'a map';
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string'
    ? `"${withoutMarks(value)}"`
    : `${typeof value === 'number' ? 'the number ' : ''}${textOf(value)}`;
}
