import type { Readable } from 'node:stream';
import type { HeaderList } from '../../model/http/messages.ts';
import type { RoutedCall } from './call.ts';

/** What came back from behind the API. */
export interface IntegrationResult {
  /** HTTP status of the backend; for Lambda that of its service. */
  readonly statusCode: number;
  /** What selection patterns are matched against (rest-api 2.10). */
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
  /** Whether the client is told the trace id (recorded: not for MOCK and HTTP_PROXY; rest-api-observed 2). */
  readonly traced: boolean;
}

/** What is there already, or a promise of it. */
export type Awaitable<Value> = Value | Promise<Value>;

/** An integration of one method, compiled. */
export interface CompiledIntegration {
  /** For the journal: the function's name, the backend's URL, `MOCK`. */
  readonly target: string;
  readonly streams: boolean;
  /** Decides everything about the call to the backend. Refusals are thrown before anything is sent. */
  mapRequest(call: RoutedCall): PreparedRequest;
  /** Turns what came back into the method's answer. */
  mapResponse(call: RoutedCall, result: IntegrationResult): Awaitable<MethodResponse>;
}

/** Sends the request that was decided. Throws nothing where it returns no promise. */
export type PreparedRequest = () => Awaitable<IntegrationResult>;
