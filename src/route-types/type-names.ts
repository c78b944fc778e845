import { SHARED_TYPES } from './shared-types.ts';

/** Hands out each name of a type once; the names of the shared types are taken. */
export class TypeNames {
  readonly #taken = new Set<string>([
    'Apis',
    ...[...SHARED_TYPES.matchAll(/(?:type|interface) (\w+)/g)].map(([, name = '']) => name),
  ]);

  /** The name, or with a number where it is taken. */
  take(name: string): string {
    let free = name;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${name}${number}`;
    this.#taken.add(free);
    return free;
  }
}
