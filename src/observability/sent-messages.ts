import type { SentMessage } from './exchange.ts';

const CAPACITY = 1000;
/** Characters of all held messages together. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** The last messages to WebSocket clients, oldest first; the oldest go when there are too many or they are too large together. */
export class SentMessages {
  #held: SentMessage[] = [];
  #first = 0;
  #characters = 0;
  readonly #listeners = new Set<(message: SentMessage) => void>();

  add(message: SentMessage): void {
    this.#held.push(message);
    this.#characters += message.text.length;
    while (this.#held.length - this.#first > CAPACITY || this.#characters > MAX_CHARACTERS) {
      this.#characters -= this.#held[this.#first]?.text.length ?? 0;
      this.#first += 1;
    }
    // Moving a thousand elements for each message would be dear; once in a thousand it is not.
    if (this.#first >= CAPACITY) {
      this.#held = this.#held.slice(this.#first);
      this.#first = 0;
    }
    for (const listener of this.#listeners) listener(message);
  }

  to(connectionId: string): SentMessage[] {
    return this.#held.slice(this.#first).filter((message) => message.connectionId === connectionId);
  }

  subscribe(listener: (message: SentMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#held = [];
    this.#first = 0;
    this.#characters = 0;
  }
}
