import type { NodeDescription } from '../contract.ts';
import { differences } from './differences.ts';
import { type AnnouncedNode, nodeName } from './node.ts';

/** Says once of each node what its configuration has that this one's has not. */
export class Comparison {
  readonly #shown: string;
  readonly #warn: (message: string) => void;
  readonly #said = new Set<string>();

  constructor(shown: string, warn: (message: string) => void) {
    this.#shown = shown;
    this.#warn = warn;
  }

  compare(peer: AnnouncedNode, own: NodeDescription): void {
    const found = differences(own, peer);
    if (found.length === 0) return;
    const sentence = `${nodeName(peer)} shares the state at ${this.#shown} and has another configuration. What differs: ${found.join(', ')}. Give all nodes of a gateway the same configuration, and other gateways another shared.name.`;
    if (this.#said.has(sentence)) return;
    this.#said.add(sentence);
    this.#warn(sentence);
  }
}
