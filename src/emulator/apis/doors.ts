import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HostTarget } from '../../lambda/index.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import { type Listener, listen } from '../../server/http-listener.ts';
import type { ServerCertificate } from '../../server/tls/server-certificate.ts';
import type { PrivateSockets } from './private-sockets.ts';
import { urlHost } from './urls.ts';

export interface DoorOptions {
  readonly host: string;
  readonly onDefect: (error: unknown) => void;
  /** Serve over TLS. */
  readonly tls: ServerCertificate | undefined;
  /** Names what is served in error messages. */
  readonly name: string;
  /** The newest deployment, asked anew for every request. */
  readonly current: () => FrontEnd;
  /** Mutual TLS: PEM of the certificates that clients' certificates may come from. */
  readonly truststore?: string | undefined;
  /** Ask clients for certificates and leave it to the front end which of its requests need one. */
  readonly asksForCertificates?: boolean;
  /** Opens no port: only functions of this emulator and code in this process get in. */
  readonly privateSockets: PrivateSockets | undefined;
}

/** Where one front end is reached: by clients, and as plain HTTP by what runs on this machine. */
export interface Doors {
  /** The servers behind the doors. */
  readonly servers: readonly Server[];
  /** Where clients connect to; `undefined` where no port is opened. */
  readonly port: number | undefined;
  /** Where handlers and integrations connect to, as plain HTTP. */
  readonly local: HostTarget;
  /** Serves a connection that came another way. */
  readonly accept: (connection: Duplex) => void;
  /** Stops accepting, lets running requests end for so many milliseconds, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/**
 * Opens the doors of one front end. `port` 0 takes a free one. Behind TLS a second, plain door on loopback serves calls that come back from
 * handlers: they trust only AWS's certificate.
 */
export async function openDoors(port: number, options: DoorOptions): Promise<Doors> {
  const { host, tls, truststore, asksForCertificates = false, privateSockets, ...shared } = options;
  if (privateSockets !== undefined) {
    // Functions run in other processes, so something has to listen for what they call. It is a socket in a folder of this user's.
    const socketPath = privateSockets.next();
    const listener = await listen({ ...shared, host, port: 0, socketPath });
    return doorsOf(listener, listener, undefined, { path: socketPath });
  }
  const listener = await listen({ ...shared, host, port, tls, truststore, asksForCertificates });
  if (tls === undefined) {
    return doorsOf(listener, listener, listener.port, { host: connectableHost(host), port: listener.port });
  }
  const plain = await listen({ ...shared, host: LOOPBACK, port: 0 });
  return doorsOf(listener, plain, listener.port, { host: LOOPBACK, port: plain.port });
}

const LOOPBACK = '127.0.0.1';

/** The address that a socket takes: IPv6 without brackets. */
function connectableHost(host: string): string {
  return urlHost(host).replace(/^\[|\]$/g, '');
}

function doorsOf(listener: Listener, plain: Listener, port: number | undefined, local: HostTarget): Doors {
  const listeners = listener === plain ? [listener] : [listener, plain];
  return {
    servers: listeners.map(({ server }) => server),
    port,
    local,
    accept: (connection) => void plain.server.emit('connection', connection),
    async close(graceMs) {
      await Promise.all(listeners.map((each) => each.close(graceMs)));
    },
  };
}
