import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { BuildSettings } from '../../../../model/definition/function.ts';

/** Names that choose between module formats only: what runs is the same, and Node chooses itself. */
const FORMATS = new Set(['main', 'module', 'module-sync', 'import', 'require', 'node', 'default']);

/**
 * Packages of which a build asks for another variant than Node would load: by a condition of their `exports`, or a field that names their main
 * file. They have to be bundled; Node knows neither.
 */
export class PackageVariants {
  readonly #conditions: readonly string[];
  readonly #mainFields: readonly string[];
  readonly #known = new Map<string, boolean>();

  constructor({ conditions = [], mainFields = [] }: Pick<BuildSettings, 'conditions' | 'mainFields'>) {
    this.#conditions = conditions.filter((name) => !FORMATS.has(name));
    this.#mainFields = mainFields.filter((name) => !FORMATS.has(name));
  }

  /** Whether the package of this folder has such a variant. */
  isAskedOf(folder: string): boolean {
    if (this.#conditions.length === 0 && this.#mainFields.length === 0) return false;
    const known = this.#known.get(folder) ?? this.#isAskedOf(manifestIn(folder));
    this.#known.set(folder, known);
    return known;
  }

  forget(): void {
    this.#known.clear();
  }

  /** A package with `exports` has no other way in. */
  #isAskedOf({ exports, ...fields }: Readonly<Record<string, unknown>>): boolean {
    if (exports === undefined) return this.#mainFields.some((name) => Object.hasOwn(fields, name));
    return hasKey(exports, this.#conditions);
  }
}

function hasKey(exports: unknown, names: readonly string[]): boolean {
  if (typeof exports !== 'object' || exports === null) return false;
  return Object.entries(exports).some(([name, value]) => names.includes(name) || hasKey(value, names));
}

function manifestIn(folder: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? (manifest as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
