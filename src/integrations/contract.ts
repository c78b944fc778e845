import type { Readable } from 'node:stream';
import type { AbortNotice, HeaderList } from '../model/http/messages.ts';

/** A request to an HTTP backend, complete: what is here is what the backend sees, plus Host, Content-Length and Connection. */
export interface BackendRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Buffer | string | Readable | null;
  readonly timeoutMs: number;
  readonly insecureSkipVerification?: boolean | undefined;
  readonly serverNameToVerify?: string | undefined;
  /** Resolve when the head has come and leave the body a stream; otherwise the body is read whole (bounded). */
  readonly streamResponse: boolean;
  /** The client went away: give up. */
  readonly signal?: AbortNotice | undefined;
}

export interface BackendResponse {
  readonly statusCode: number;
  readonly headers: HeaderList;
  readonly body: Buffer | Readable;
}

/** Calls an HTTP backend with keep-alive. Redirects are passed back, not followed. Host names of APIs served here are reached directly. */
export interface HttpBackend {
  /** Rejects with `BackendError`. */
  call(request: BackendRequest): Promise<BackendResponse>;
}

/** A call to an AWS service: signed with SigV4 and sent by the real protocol to the endpoint that is configured for the service. */
export interface AwsServiceRequest {
  readonly service: string;
  readonly subdomain?: string;
  readonly region: string;
  /** `action` style; the service's protocol (JSON target or query) decides how it is carried. */
  readonly action?: string;
  /** `path` style: path and query after the host, without the leading slash. */
  readonly path?: string;
  readonly method: string;
  readonly headers: HeaderList;
  /** Query parameters to add, in order. */
  readonly query: readonly (readonly [string, string])[];
  readonly body: Buffer | string | null;
  readonly timeoutMs: number;
}

export interface AwsBackend {
  /** Rejects with `BackendError`; kind `no-endpoint` when nothing is configured for the service. */
  call(request: AwsServiceRequest): Promise<BackendResponse>;
}

export type BackendErrorKind =
  | 'timeout'
  | 'unreachable'
  | 'tls'
  | 'invalid-address'
  | 'no-endpoint'
  | 'too-large'
  | 'aborted';

export class BackendError extends Error {
  constructor(
    readonly kind: BackendErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BackendError';
  }
}
