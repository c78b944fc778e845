import type { HeaderList } from '../../model/http/messages.ts';
import type { Position } from '../../model/base/position.ts';

/** A request out of a file, its URL as written there. */
export interface WrittenRequest {
  /** What the file calls it; its method and path unless it does. */
  readonly name?: string;
  readonly method: string;
  /** Absolute, or a path with its query that follows the API's URL. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Buffer;
  readonly position?: Position;
}

/** Something of a file that is not played, and why: a sentence. Nothing is left out without one. */
export interface Skipped {
  readonly what: string;
  readonly position?: Position;
}

export interface ReadRequests {
  readonly requests: readonly WrittenRequest[];
  readonly skipped: readonly Skipped[];
}
