import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import type { HostTable, HostTarget } from '../protocol.ts';

type Connect = (this: unknown, options: ConnectOptions, ...rest: unknown[]) => unknown;

interface ConnectOptions {
  readonly host?: string | null;
  readonly hostname?: string | null;
}

/**
 * Leads calls to the host names of a table to local ports, as plain HTTP, whoever makes them: `node:https`, `node:http`, the AWS SDK, which
 * uses these, and `fetch`. Connections are exchanged, not requests: paths, headers and `Host` stay what the handler sent. Other hosts are not
 * touched. Returns the function that replaces the table.
 */
export function installLocalHosts(initial: HostTable): (table: HostTable) => void {
  let table = new Map(Object.entries(initial));
  const find = (host: string | null | undefined): HostTarget | undefined => table.get(host?.toLowerCase() ?? '');
  redirectConnections(http.Agent.prototype, find);
  redirectConnections(https.Agent.prototype, find);
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
    const target = find(options.host ?? options.hostname);
    if (!target) return original.call(this, options, ...rest);
    const connected = rest.find((parameter) => typeof parameter === 'function') as (() => void) | undefined;
    return net.connect({ host: target.host, port: target.port }, connected);
  };
}

function redirectFetch(find: Find): void {
  const original = globalThis.fetch;
  if (typeof original !== 'function') return;
  globalThis.fetch = async function fetch(input, init) {
    const url = urlOf(input);
    const target = find(url?.hostname);
    if (!url || !target) return original(input, init);
    const local = new URL(`${url.pathname}${url.search}`, `http://${target.host}:${target.port}`);
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set('host', url.host);
    const response = await original(new Request(local, request), { headers });
    Object.defineProperty(response, 'url', { value: url.href });
    return response;
  };
}

function urlOf(input: string | URL | Request): URL | undefined {
  const text = input instanceof Request ? input.url : String(input);
  return URL.canParse(text) ? new URL(text) : undefined;
}
