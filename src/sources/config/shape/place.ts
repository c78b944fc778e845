import type { Position } from '../../../model/base/position.ts';
import { describePath, type Path } from '../../problems/paths.ts';
import type { Hint, Problems } from '../../problems/problems.ts';
import type { SourceDocument } from '../../problems/source-document.ts';

/** A place in the document being read: what is said of it goes to the problems with its position. */
export class Place {
  #declaredAt: { readonly declaredAt?: Position } | undefined;

  constructor(
    readonly document: SourceDocument,
    readonly problems: Problems,
    readonly path: Path = [],
  ) {}

  at(...parts: Path): Place {
    return new Place(this.document, this.problems, [...this.path, ...parts]);
  }

  /** `apis.shop.routes["GET /pets"]`. */
  get name(): string {
    return describePath(this.path);
  }

  /** Whether the map at this place has the key, right or wrong. */
  has(key: string): boolean {
    return this.keys.includes(key);
  }

  /** The keys of the map at this place as written, whether what they hold could be read or not; none where there is no map. */
  get keys(): readonly string[] {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  }

  /** What stands here, unread. */
  get value(): unknown {
    let value: unknown = this.document.value;
    for (const part of this.path) {
      const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
      value = isHolder ? (value as Record<string, unknown>)[String(part)] : undefined;
    }
    return value;
  }

  /** Where the key stands: what things are known to be declared at. */
  get declaredAt(): { readonly declaredAt?: Position } {
    if (this.#declaredAt === undefined) {
      const position = this.document.positionOf(this.path, 'key');
      this.#declaredAt = position === undefined ? {} : { declaredAt: position };
    }
    return this.#declaredAt;
  }

  /** A scalar as written, where the document was text. */
  get source(): string | undefined {
    return this.document.sourceOf(this.path);
  }

  /** Something is wrong with the value. */
  error(message: string, hint?: Hint): void {
    this.problems.error(message, this.document.positionOf(this.path, 'value'), hint);
  }

  /** Something is wrong with the key, or with the thing as a whole. */
  keyError(message: string, hint?: Hint): void {
    this.problems.error(message, this.document.positionOf(this.path, 'key'), hint);
  }

  keyWarning(message: string, hint?: Hint): void {
    this.problems.warning(message, this.document.positionOf(this.path, 'key'), hint);
  }

  warning(message: string, hint?: Hint): void {
    this.problems.warning(message, this.document.positionOf(this.path, 'value'), hint);
  }

  /** The same for what is probably a mistake. */
  warningWithin(line: number, column: number, message: string, hint?: Hint): void {
    this.problems.warning(message, this.document.positionWithin(this.path, line, column), hint);
  }

  /** Something is wrong at a line and column (from 1) of the text that the value is. */
  errorWithin(line: number, column: number, message: string, hint?: Hint): void {
    this.problems.error(message, this.document.positionWithin(this.path, line, column), hint);
  }
}
