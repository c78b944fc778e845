import type { HeaderList } from '../../model/http/messages.ts';

/** The request that a sample event shows. */
export interface SampleRequest {
  readonly method: string;
  /** Percent-encoded, without the stage, with its query. */
  readonly path: string;
  readonly headers: HeaderList;
  /** Body, or a WebSocket message. */
  readonly body: string | undefined;
  /** The route that takes it: `GET /orders/{id}`, `$default`, a WebSocket route key. */
  readonly route: string;
}

/** How the sample of one kind of event comes about: an API that sends it, and which of its functions receives it. */
export interface SampleKind {
  /** One line for people. */
  readonly says: string;
  readonly sends: 'request' | 'connect' | 'message' | 'disconnect' | 'function-url';
  readonly receives: 'handler' | 'authorize';
  /** The API as a configuration describes it, whose own reader checks it. */
  api(request: SampleRequest): object;
}
