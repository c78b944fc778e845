import type { LocalHosts } from '../../lambda/index.ts';
import { systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { Domain } from '../../model/definition/domain.ts';
import type { Model } from '../../model/definition/model.ts';
import { compileEdgeRouter } from '../../server/edge/edge-router.ts';
import type { EdgeRouter } from '../../server/edge/edge-router.ts';
import { listen } from '../../server/http-listener.ts';
import type { Listener } from '../../server/http-listener.ts';
import type { ServerCertificate } from '../../server/tls/server-certificate.ts';
import { attachWebSocketServer } from '../../server/websocket.ts';
import type { WebSocketAttachment } from '../../server/websocket.ts';
import type { DeployedApis } from '../apis/deployed-apis.ts';
import { urlHost } from '../apis/urls.ts';
import { ClientTrust } from '../../server/tls/client-trust.ts';
import { readTruststore } from '../truststores.ts';
import { domainsOf } from './domains-of.ts';
import { EdgeFrontEnd } from './edge-front-end.ts';
import { edgeNames, edgeUrls } from './edge-urls.ts';
import type { EdgeUrl } from './edge-urls.ts';

export interface EdgeOptions {
  readonly host: string;
  readonly tls: ServerCertificate | undefined;
  readonly deployed: DeployedApis;
  readonly localHosts: LocalHosts;
  readonly onDefect: (error: unknown) => void;
  readonly warn: (message: string) => void;
}

/** Reasons that are said once each; what strangers send must not fill the memory. */
const MAX_REASONS = 100;

/** The one port in front of all APIs, where the definition has one. */
export class Edge {
  readonly #options: EdgeOptions;
  readonly #frontEnd: EdgeFrontEnd;
  readonly #said = new Set<string>();
  #router: EdgeRouter = compileEdgeRouter([], []);
  /** By path. */
  #truststores: ReadonlyMap<string, ClientTrust> = new Map();
  #door: Door | undefined;
  #names: readonly string[] = [];
  #model: Model | undefined;

  constructor(options: EdgeOptions) {
    this.#options = options;
    this.#frontEnd = new EdgeFrontEnd({
      router: () => this.#router,
      slot: (api) => options.deployed.get(api),
      truststore: (path) => this.#truststores.get(path),
      ids: randomIds,
      refused: (reason) => this.#say(reason),
    });
  }

  /** What clients reach the APIs by; empty without an edge. */
  get urls(): readonly EdgeUrl[] {
    if (this.#door === undefined || this.#model === undefined) return [];
    const { host, tls } = this.#options;
    return edgeUrls(this.#model, host, this.#door.listener.port, tls !== undefined);
  }

  /** `http://127.0.0.1:8000`; `undefined` without an edge. */
  get url(): string | undefined {
    const { host, tls } = this.#options;
    const scheme = tls === undefined ? 'http' : 'https';
    return this.#door && `${scheme}://${urlHost(host)}:${this.#door.listener.port}`;
  }

  /** Takes over the newest definition; opens, moves or closes the port where that changed. Call after the APIs, which publish their names alone. */
  async apply(model: Model, graceMs: number): Promise<void> {
    const domains = domainsOf(model);
    const wanted = model.edge?.port;
    if (wanted !== undefined) this.#truststores = this.#readTruststores(model, domains);
    this.#router = compileEdgeRouter(model.apis, domains);
    this.#model = model;
    const asks = this.#truststores.size > 0;
    if (this.#door !== undefined && (wanted !== this.#door.wanted || asks !== this.#door.asksForCertificates)) {
      await closeDoor(this.#door, graceMs);
      this.#door = undefined;
    }
    if (this.#door === undefined && wanted !== undefined) this.#door = await this.#open(wanted, asks);
    const names = edgeNames(model);
    this.#publish(names);
    await this.#cover(names);
  }

  async close(graceMs: number): Promise<void> {
    if (this.#door !== undefined) await closeDoor(this.#door, graceMs);
    this.#door = undefined;
  }

  /** New names need a certificate that has them; it is that of all ports. */
  async #cover(names: readonly string[]): Promise<void> {
    const { tls, warn } = this.#options;
    if (tls === undefined || !(await tls.cover(names, systemClock.now()))) return;
    warn(
      `The certificate was made anew to cover new host names: clients have to trust ${tls.identity.certFile} again.`,
    );
  }

  #readTruststores({ apis }: Model, domains: readonly Domain[]): Map<string, ClientTrust> {
    const owners = [
      ...domains.map(({ name, truststore }) => [`domain "${name}"`, truststore] as const),
      ...apis.map(({ name, truststore }) => [`API "${name}"`, truststore] as const),
    ];
    const read = new Map<string, ClientTrust>();
    for (const [owner, file] of owners) {
      if (file !== undefined) read.set(file, new ClientTrust(readTruststore(owner, file, this.#options.tls)));
    }
    return read;
  }

  async #open(wanted: number, asksForCertificates: boolean): Promise<Door> {
    const { host, tls, onDefect } = this.#options;
    const shared = { name: 'the edge', current: () => this.#frontEnd, onDefect };
    const listener = await listen({ ...shared, host, port: wanted, tls, asksForCertificates });
    // Calls that come back from handlers are plain, as those to the APIs' own ports.
    const plain = tls === undefined ? undefined : await listen({ ...shared, host: '127.0.0.1', port: 0 });
    const listeners = plain === undefined ? [listener] : [listener, plain];
    const sockets = listeners.map((each) => {
      const asks = asksForCertificates && each === listener;
      return attachWebSocketServer(each.server, () => this.#frontEnd, { onDefect, asksForCertificates: asks });
    });
    return { wanted, asksForCertificates, listener, plain: plain ?? listener, listeners, sockets };
  }

  /**
   * Handlers and integrations reach every name of the edge, `@connections` of a domain among them, although Node may not resolve it.
   */
  #publish(served: readonly string[]): void {
    const { localHosts, host, tls } = this.#options;
    const names = this.#door === undefined ? [] : served;
    const address = tls === undefined ? urlHost(host).replace(/^\[|\]$/g, '') : '127.0.0.1';
    for (const name of this.#names) if (!names.includes(name)) localHosts.delete(name);
    for (const name of names) localHosts.set(name, { host: address, port: this.#door?.plain.port ?? 0 });
    this.#names = names;
  }

  #say(reason: string): void {
    if (this.#said.has(reason) || this.#said.size >= MAX_REASONS) return;
    this.#said.add(reason);
    this.#options.warn(`The edge answered Forbidden. ${reason}.`);
  }
}

interface Door {
  /** As configured; 0 for a free one. */
  readonly wanted: number;
  /** A domain or an API wants mutual TLS, which every handshake has to allow for. */
  readonly asksForCertificates: boolean;
  readonly listener: Listener;
  /** Where handlers reach it as plain HTTP. */
  readonly plain: Listener;
  readonly listeners: readonly Listener[];
  readonly sockets: readonly WebSocketAttachment[];
}

async function closeDoor({ listeners, sockets }: Door, graceMs: number): Promise<void> {
  const stopped = listeners.map((listener) => listener.close(graceMs));
  await Promise.all(sockets.map((socket) => socket.close()));
  await Promise.all(stopped);
}
