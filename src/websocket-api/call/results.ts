import type { HeaderList } from '../../model/http/messages.ts';

/** What an integration came to, whichever its type. */
export interface IntegrationOutcome {
  /** Decides a handshake: 2xx accepts. Not visible to clients of messages (docs/aws/websocket-api.md#one-way-and-two-way). */
  readonly statusCode: number;
  /** What a two-way route sends back. */
  readonly body: string;
  /** `Sec-WebSocket-Protocol` of a `$connect` handler's answer. */
  readonly subprotocol?: string;
}

/** What a backend said, before integration responses are chosen. */
export interface BackendAnswer {
  readonly statusCode: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Set when a Lambda function failed: the text that integration response keys are matched against. */
  readonly errorMessage?: string;
}
