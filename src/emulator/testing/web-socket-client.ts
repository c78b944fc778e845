/** How a connection ended. */
export interface SocketClose {
  /** As in the close frame: 1005 without a code, 1006 without a frame. */
  readonly code: number;
  readonly reason: string;
}

/** The client's end of a WebSocket connection. */
export interface WebSocketClient {
  /** The subprotocol that the API chose; empty without one. */
  readonly subprotocol: string;
  /** Every message that has come, as text, oldest first. */
  readonly messages: readonly string[];
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<SocketClose>;
  /** Text and bytes are sent as they are, anything else as JSON. Throws when the connection has ended. */
  send(message: unknown): void;
  /**
   * The next message that was not handed out yet. Rejects after `timeout` milliseconds, 5,000 unless given, and when the connection ends
   * without another message.
   */
  next(options?: { readonly timeout?: number }): Promise<string>;
  /** As `next`, parsed as JSON. Rejects with a `SyntaxError` if the message is not JSON. */
  nextJson(options?: { readonly timeout?: number }): Promise<unknown>;
  /** Closes the connection: 1000 and no reason unless given. Resolves when it has ended. */
  close(code?: number, reason?: string): Promise<SocketClose>;
}
