import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import type { HostTable, HostTarget } from '../protocol.ts';
import { hostEntry } from '../../../model/http/host-pattern.ts';
import { parseUrl } from '../../../model/http/parse-url.ts';

type Connect = (this: unknown, options: ConnectOptions, ...rest: unknown[]) => unknown;

interface ConnectOptions {
  readonly host?: string | null;
  readonly hostname?: string | null;
}

/**
 * Leads calls to the host names of a table to local ports, as plain HTTP, from every client: `node:https`, `node:http`, the AWS SDK, which
 * uses these, `fetch`, and clients that open their own sockets, such as `undici` and `ws`. Connections are exchanged, not requests: paths, headers and `Host` stay what the handler sent. Other hosts are not
 * touched. Returns the function that replaces the table.
 */
export function installLocalHosts(initial: HostTable): (table: HostTable) => void {
  let table = new Map(Object.entries(initial));
  const find = (host: string | null | undefined): HostTarget | undefined =>
    host ? hostEntry(table, host.toLowerCase()) : undefined;
  redirectConnections(http.Agent.prototype, find);
  redirectConnections(https.Agent.prototype, find);
  redirectSockets(find);
  redirectFetch(find);
  syncBuiltinESMExports();
  return (replacement) => {
    table = new Map(Object.entries(replacement));
  };
}

type Find = (host: string | null | undefined) => HostTarget | undefined;

function redirectConnections(prototype: object, find: Find): void {
  const agent = prototype as { createConnection: Connect };
  const original = agent.createConnection;
  agent.createConnection = function createConnection(options, ...rest) {
    const target = find(hostOf(options));
    if (!target) return original.call(this, options, ...rest);
    const connected = rest.find((parameter) => typeof parameter === 'function') as (() => void) | undefined;
    return net.connect({ ...target }, connected);
  };
}

/** `tls.connect` and `net.connect` with a host. What answers is not TLS: the socket says what a client of TLS waits for. */
function redirectSockets(find: Find): void {
  const plain = net.connect;
  const secure = tls.connect;
  const led = (args: readonly unknown[]): HostTarget | undefined => {
    const [first] = args;
    return typeof first === 'object' && first !== null ? find(hostOf(first)) : undefined;
  };
  const connect = (target: HostTarget, args: readonly unknown[]): net.Socket => {
    const listener = args.find((parameter): parameter is () => void => typeof parameter === 'function');
    return plain({ ...target }, listener);
  };
  function connectPlain(...args: unknown[]): net.Socket {
    const target = led(args);
    return target ? connect(target, args) : Reflect.apply(plain, net, args);
  }
  net.connect = connectPlain;
  net.createConnection = connectPlain;
  tls.connect = function connectSecurely(...args: unknown[]) {
    const target = led(args);
    if (!target) return Reflect.apply(secure, tls, args);
    const socket = Object.assign(connect(target, args), { encrypted: true, authorized: true, alpnProtocol: false });
    socket.once('connect', () => socket.emit('secureConnect'));
    return socket;
  } as typeof tls.connect;
}

function hostOf(options: ConnectOptions): string | null | undefined {
  return options.host ?? options.hostname;
}

function redirectFetch(find: Find): void {
  const original = globalThis.fetch;
  if (typeof original !== 'function') return;
  globalThis.fetch = function fetch(input, init) {
    const host = hostOfRequest(input);
    const target = find(host?.split(':')[0]);
    if (host === undefined || !target) return original(input, init);
    return original(input, { ...init, dispatcher: localDispatcher(host, target) } as RequestInit);
  };
}

/** What `fetch` of Node sends requests with (undici's Dispatcher, of which it needs this much). */
interface Dispatcher {
  dispatch(options: DispatchOptions, handler: unknown): boolean;
}

interface DispatchOptions {
  readonly origin: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const GLOBAL_DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/** `fetch` forbids a `Host` of the caller's own; below it, where the connection is chosen, one can be given. */
function localDispatcher(host: string, target: HostTarget): Dispatcher {
  return {
    dispatch(options, handler) {
      const real = (globalThis as { [GLOBAL_DISPATCHER]?: Dispatcher })[GLOBAL_DISPATCHER];
      if (!real) throw new Error('fetch of this Node cannot be led to the emulator');
      const local = {
        ...options,
        // A socket has no origin: the name's own is led there where the connection is made, by `net.connect`.
        origin: 'path' in target ? `http://${host}` : `http://${target.host}:${target.port}`,
        headers: { ...options.headers, host },
      };
      return real.dispatch(local, handler);
    },
  };
}

function hostOfRequest(input: string | URL | Request): string | undefined {
  const text = input instanceof Request ? input.url : String(input);
  return parseUrl(text)?.host;
}
