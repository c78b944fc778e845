import type { Readable } from 'node:stream';
import type { HeaderList } from '../../model/http/messages.ts';

/** What came back from behind the API. */
export interface IntegrationResult {
  /** HTTP status of the backend; for Lambda that of its service. */
  readonly statusCode: number;
  /** What selection patterns are matched against (docs/aws/rest-api.md#choosing-the-integration-response). */
  readonly selection: string;
  readonly headers: HeaderList;
  readonly body: Buffer | string | Readable;
}

/** What the method answers, before the gateway adds its own headers. */
export interface MethodResponse {
  readonly statusCode: number;
  /** Already renamed and filtered for the client. */
  readonly headers: HeaderList;
  readonly body: Buffer | string | Readable;
  /**
   * Whether the client receives the trace id (recorded: not for MOCK and HTTP_PROXY;
   * docs/aws/rest-api-observed.md#headers-on-every-response).
   */
  readonly traced: boolean;
}

/** What is there already, or a promise of it. */
export type Awaitable<Value> = Value | Promise<Value>;
