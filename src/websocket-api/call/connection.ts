import type { FaultNote } from '../../observability/fault-note.ts';

/** `requestContext.identity`: set by `$connect`, the same in every later event of the connection (docs/aws/websocket-api.md#identity). */
export type ConnectionIdentity = Readonly<Record<string, string>>;

/** `requestContext.authorizer`: every value as text (docs/aws/websocket-api.md#authorizer-result). */
export type ConnectionAuthorizer = Readonly<Record<string, string>>;

/**
 * One client that may talk: from the handshake on, in which it has an id but cannot be addressed yet, to its end. It keeps what later
 * events repeat and nothing more, since there may be ten thousand of them.
 */
export interface Connection {
  readonly id: string;
  readonly apiId: string;
  /** The execute-api host name, or the custom domain that the client came through. */
  readonly domainName: string;
  /** The handshake's Host header as sent; `$disconnect` events repeat it. */
  readonly host: string;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
  /** In its handshake (no message can reach it yet), open, or over. */
  state: 'handshake' | 'open' | 'ended';
  /** Completed by the handshake's stages, constant afterwards. */
  identity: ConnectionIdentity;
  authorizer?: ConnectionAuthorizer;
  /** Milliseconds since the epoch of the last message in either direction. */
  lastActiveAt: number;
  /** Characters of the client's messages whose handlers still run. */
  underWay: number;
  /** Set while the connection is open. */
  transport?: Transport;
  /** A drill: what was made of the connection. Nothing passes in either direction any more, or it is being cut. */
  lost?: { readonly isSilent: boolean; readonly notes: readonly FaultNote[] };
  /** Cancels the timer that ends the connection when idle or too old. */
  cancelDeadline?: () => void;
}

/** The open socket, as the front end sees it. Calls after the close do nothing. */
export interface Transport {
  /** Sends one text message; the transport splits it into frames. */
  sendText(text: string): void;
  /** 1006 closes without a close frame. */
  close(code: number, reason: string): void;
  /** Neither reads nor writes any more, and answers nothing, pings included; absent where there is no wire. */
  silence?(): void;
  /** Stops reading from the client, or reads on. */
  holdBack(on: boolean): void;
  /** Bytes accepted for sending that the client has not taken yet. */
  bufferedBytes(): number;
}
