import type { FrontEnd } from '../model/http/front-end.ts';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';
import type { WebSocketLimits } from '../model/definition/websocket-api.ts';
import type { ConnectionOperation, ConnectionOutcome, SharedConnection } from '../shared-state/contract.ts';
import type { Connection, Transport } from './call/connection.ts';

/**
 * A compiled WebSocket API: handshakes, messages and closes in, replies out through transports, no socket. `handle` answers what comes to
 * the API's port as plain HTTP: `@connections`, and everything that AWS refuses.
 */
export interface WebSocketFrontEnd extends FrontEnd {
  /** What the listener has to watch on the wire of a connection. */
  limitsOf(connection: Connection): WebSocketLimits;
  /** Runs `$connect`. Resolves before the upgrade; the connection can be addressed only after `opened`. */
  connect(request: ClientRequest): Promise<Handshake>;
  /** The upgrade is done: from now on the connection can be addressed and its idle time runs. */
  opened(connection: Connection, transport: Transport): void;
  /** One complete message, or the reason why there is none. Messages do not wait for each other. */
  message(connection: Connection, data: IncomingData): void;
  /**
   * The connection has ended from the client's side: `code` as in the close frame, 1005 without a code, 1006 without a close frame. An
   * accepted handshake whose client left before the upgrade ends here too. Does nothing for a connection that the front end ended itself.
   */
  closed(connection: Connection, code: number, reason: string): void;
  /** Rules of drills were added: those about connections are asked for each that is open. */
  strike?(): void;
  /** Closes every connection of this API with 1001; resolves when their `$disconnect` has run. For stopping, and for APIs that are removed. */
  closeAll(): Promise<void>;
}

/** A front end as it is deployed, with what other emulators of a shared state see of it and ask of it. */
export interface DeployedWebSocketApi extends WebSocketFrontEnd {
  readonly forOthers: ForOtherEmulators;
}

export interface ForOtherEmulators {
  /** The open connections. */
  connections(): SharedConnection[];
  operate(id: string, operation: ConnectionOperation): ConnectionOutcome;
  /** Closes a connection whose `$disconnect` another emulator has run, which took this one for dead. */
  abandon(id: string): void;
  /** Runs the `$disconnect` of a connection whose emulator is gone. */
  disconnect(facts: string): Promise<void>;
}

export type Handshake =
  | {
      readonly accepted: true;
      readonly connection: Connection;
      readonly subprotocol?: string;
      /** A drill: the connection is cut before the upgrade. */
      readonly dropped?: true;
    }
  | { readonly accepted: false; readonly response: ClientResponse };

export type IncomingData =
  | { readonly text: string }
  | { readonly binary: true }
  | { readonly tooLarge: 'frame' | 'message' };
