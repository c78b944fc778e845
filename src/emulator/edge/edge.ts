import type { LocalHosts } from '../../lambda/index.ts';
import { systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { Domain } from '../../model/definition/domain.ts';
import type { Model } from '../../model/definition/model.ts';
import { compileEdgeRouter } from '../../server/edge/edge-router.ts';
import type { EdgeRouter } from '../../server/edge/edge-router.ts';
import { ClientTrust } from '../../server/tls/client-trust.ts';
import { attachWebSocketServer } from '../../server/websocket.ts';
import type { WebSocketAttachment } from '../../server/websocket.ts';
import type { DeployedApis } from '../apis/deployed-apis.ts';
import { type Doors, type DoorOptions, openDoors } from '../apis/doors.ts';
import { urlHost } from '../apis/urls.ts';
import { readTruststore } from '../truststores.ts';
import { domainsOf } from './domains-of.ts';
import { EdgeFrontEnd } from './edge-front-end.ts';
import { edgeNames, edgeUrls } from './edge-urls.ts';
import type { EdgeUrl } from './edge-urls.ts';

export interface EdgeOptions extends Omit<DoorOptions, 'name' | 'current'> {
  readonly deployed: DeployedApis;
  readonly localHosts: LocalHosts;
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
    const port = this.#door?.doors.port;
    if (port === undefined || this.#model === undefined) return [];
    const { host, tls } = this.#options;
    return edgeUrls(this.#model, host, port, tls !== undefined);
  }

  /** `http://127.0.0.1:8000`; `undefined` without an edge, and where no port is opened. */
  get url(): string | undefined {
    const { host, tls } = this.#options;
    const scheme = tls === undefined ? 'http' : 'https';
    const port = this.#door?.doors.port;
    return port === undefined ? undefined : `${scheme}://${urlHost(host)}:${port}`;
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

  /** None where no port is opened, so that nobody comes from outside. */
  #readTruststores({ apis }: Model, domains: readonly Domain[]): Map<string, ClientTrust> {
    const { tls, privateSockets } = this.#options;
    const owners = [
      ...domains.map(({ name, truststore }) => [`domain "${name}"`, truststore] as const),
      ...apis.map(({ name, truststore }) => [`API "${name}"`, truststore] as const),
    ];
    const read = new Map<string, ClientTrust>();
    if (privateSockets !== undefined) return read;
    for (const [owner, file] of owners) {
      if (file !== undefined) read.set(file, new ClientTrust(readTruststore(owner, file, tls)));
    }
    return read;
  }

  async #open(wanted: number, asksForCertificates: boolean): Promise<Door> {
    const { onDefect } = this.#options;
    const served = { name: 'the edge', current: () => this.#frontEnd, asksForCertificates };
    const doors = await openDoors(wanted, { ...this.#options, ...served });
    // The first server is the clients'; what handlers send comes without TLS.
    const sockets = doors.servers.map((server, index) =>
      attachWebSocketServer(server, () => this.#frontEnd, {
        onDefect,
        asksForCertificates: asksForCertificates && index === 0,
      }),
    );
    return { wanted, asksForCertificates, doors, sockets };
  }

  /** Handlers and integrations reach every name of the edge, `@connections` of a domain among them, although Node may not resolve it. */
  #publish(served: readonly string[]): void {
    const { localHosts } = this.#options;
    const names = this.#door === undefined ? [] : served;
    for (const name of this.#names) if (!names.includes(name)) localHosts.delete(name);
    if (this.#door !== undefined) for (const name of names) localHosts.set(name, this.#door.doors.local);
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
  readonly doors: Doors;
  readonly sockets: readonly WebSocketAttachment[];
}

async function closeDoor({ doors, sockets }: Door, graceMs: number): Promise<void> {
  const stopped = doors.close(graceMs);
  await Promise.all(sockets.map((socket) => socket.close()));
  await stopped;
}
