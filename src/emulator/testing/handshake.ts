/** A handshake that needs no network. */
export interface ConnectRequest {
  /** Sent as they are; a list sends several lines of that name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The query string; a list repeats the name. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Offered to the API, which answers with one of them or none. */
  readonly subprotocols?: readonly string[];
  /** Address of the client; 127.0.0.1 unless given. */
  readonly sourceIp?: string;
}

/** The API refused a handshake: its authorizer, a throttle, or the function of `$connect` said no. */
export class ConnectionRefused extends Error {
  constructor(
    readonly statusCode: number,
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
  ) {
    super(`The connection was refused with status ${statusCode}${body === '' ? '' : `: ${body}`}`);
    this.name = 'ConnectionRefused';
  }
}
