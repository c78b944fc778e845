import type { Connection, Transport } from './call/connection.ts';
import type { Deployment } from './call/deployment.ts';

/** What goes to clients comes from many places and through this one: a class, since there may be ten thousand of them. */
export class RecordedTransport implements Transport {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #deployment: Deployment;

  constructor(connection: Connection, transport: Transport, deployment: Deployment) {
    this.#connection = connection;
    this.#transport = transport;
    this.#deployment = deployment;
  }

  sendText(text: string): void {
    const { id: connectionId, lost } = this.#connection;
    const { api, services } = this.#deployment;
    if (lost?.isSilent !== true) this.#transport.sendText(text);
    services.journal.sent?.({ connectionId, api: api.name, at: services.clock.now(), text });
  }

  close(code: number, reason: string): void {
    this.#transport.close(code, reason);
  }

  holdBack(on: boolean): void {
    this.#transport.holdBack(on);
  }

  bufferedBytes(): number {
    return this.#transport.bufferedBytes();
  }

  silence(): void {
    this.#transport.silence?.();
  }
}
