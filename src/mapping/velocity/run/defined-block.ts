import type { JavaObject } from '../../values.ts';
import type { Source } from '../syntax/source.ts';
import type { Render, Rendering } from './rendering.ts';
import { BREAK } from './jumps.ts';

/** Velocity's own bound for a block that prints itself (`define.max.depth`); further in it prints its reference. */
const MAX_DEPTH = 2;

/** What `#define` puts into its variable, and a macro's `$bodyContent`: a block that is rendered anew each time it is printed. */
export class DefinedBlock implements JavaObject {
  readonly #run: Rendering;
  readonly #name: string;
  readonly #body: Render;
  readonly #place: { readonly source: Source; readonly at: number };
  #depth = 0;

  constructor(run: Rendering, name: string, body: Render, place: { readonly source: Source; readonly at: number }) {
    this.#run = run;
    this.#name = name;
    this.#body = body;
    this.#place = place;
  }

  getProperty(): undefined {
    return undefined;
  }

  callMethod(): undefined {
    return undefined;
  }

  print(): string {
    if (this.#depth >= MAX_DEPTH) return `$${this.#name}`;
    const [run, place] = [this.#run, this.#place];
    run.spend(1, place.source, place.at);
    this.#depth++;
    try {
      return run.capture(() => this.#render());
    } finally {
      this.#depth--;
    }
  }

  #render(): void {
    try {
      this.#body(this.#run);
    } catch (jump) {
      // #break leaves the block, keeping what it has printed.
      if (jump !== BREAK) throw jump;
    }
  }
}
