import type { KeptAnswer } from '../comparison/answers.ts';
import type { KeptBody } from '../comparison/bodies.ts';
import type { HeaderList } from '../model/http/messages.ts';

/** Requests that were played against an API, with its answers: what `record` writes and `compare` reads, as JSON. No secrets. */
export interface Recording {
  /** Version of this form. */
  readonly gwEmulateRecording: 1;
  /** URL of the API. */
  readonly against: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly exchanges: readonly RecordedExchange[];
}

export interface RecordedExchange {
  readonly name: string;
  readonly request: RecordedRequest;
  /** When the answer came: milliseconds since the epoch. */
  readonly answeredAt: number;
  readonly response: KeptAnswer;
}

export interface RecordedRequest extends KeptBody {
  readonly method: string;
  /** Below the API's URL, with its query: `/orders?limit=2`. */
  readonly path: string;
  readonly headers: HeaderList;
}
