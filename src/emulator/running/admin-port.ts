import type { LocalHosts } from '../../lambda/index.ts';
import type { Model } from '../../model/definition/model.ts';
import type { AdminListener } from '../../server/admin-listener.ts';
import type { PrivateSockets } from '../apis/private-sockets.ts';
import { urlHost } from '../apis/urls.ts';
import { type AdminParts, lambdaHostName, openAdmin, openLambdaApi } from './admin.ts';

export interface OpenedAdmin extends Omit<AdminParts, 'host' | 'port' | 'console'> {
  readonly console: () => AdminParts['console'];
}

/** The admin port of one emulator; where no port may be open, the private socket at which functions find Lambda's Invoke API. */
export class AdminPort {
  readonly #host: string;
  readonly #privateSockets: PrivateSockets | undefined;
  #listener: AdminListener | undefined;

  constructor(host: string, privateSockets: PrivateSockets | undefined) {
    this.#host = host;
    this.#privateSockets = privateSockets;
  }

  /** Its URL; `undefined` where it is off, not yet open, or no port at all. */
  get url(): string | undefined {
    if (this.#listener === undefined || this.#privateSockets !== undefined) return undefined;
    return `http://${urlHost(this.#host)}:${this.#listener.port}`;
  }

  /** `console` is made only where there is a page to show. */
  async open(parts: OpenedAdmin): Promise<void> {
    const { admin } = parts.model();
    if (this.#privateSockets !== undefined)
      this.#listener = await openLambdaApi({ ...parts, socketPath: this.#privateSockets.next() });
    else if (admin !== false)
      this.#listener = await openAdmin({ ...parts, console: parts.console(), host: this.#host, port: admin.port });
  }

  /** Lets functions find a private socket by Lambda's own name. */
  publish(localHosts: LocalHosts, { region }: Model): void {
    const path = this.#listener?.socketPath;
    if (path !== undefined) localHosts.set(lambdaHostName(region), { path });
  }

  async close(): Promise<void> {
    await this.#listener?.close(0);
  }
}
