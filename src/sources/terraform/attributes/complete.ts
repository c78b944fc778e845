import { isJsonObject } from '../../../model/base/json.ts';
import { at, type JsonMap } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';
import type { Found } from '../references/follow.ts';
import type { Path } from '../references/reference.ts';
import { pairsOf, textOf } from './guess.ts';
import type { Relations } from './relations.ts';
import { holdsTexts, isDocument, isWithoutMeaning, wantedBy } from './wanted.ts';

/** Fills what is known after the apply only into an instance's attributes. */
export class Completion {
  constructor(readonly relations: Relations) {}

  /** The attributes of an instance, with those that the plan does not know as they will be, or as placeholders. */
  of(instance: Instance): JsonMap {
    const expressions = this.relations.attributes.scopes.configOf(instance)?.expressions ?? {};
    return this.#filled(instance, instance.values, expressions, instance.unknown, []);
  }

  #filled(instance: Instance, values: JsonMap, expressions: JsonMap, unknown: JsonMap, path: Path): JsonMap {
    const filled: Record<string, unknown> = { ...values };
    for (const [name, expression] of Object.entries(expressions)) {
      const value = values[name];
      const mark = unknown[name];
      if (isWithoutMeaning(name)) continue;
      if (Array.isArray(expression)) {
        filled[name] = this.#blocks(instance, value, expression, mark, [...path, name]);
      } else if (isDocument(name) && mark !== undefined && isMissing(value, mark)) {
        this.relations.doubts.missing(instance, name);
      } else if (isJsonObject(expression) && isMissing(value, mark)) {
        const found = this.relations.value(instance, [...path, name], mark);
        if (found !== undefined) filled[name] = found;
      } else if (isJsonObject(value) && isJsonObject(mark)) {
        filled[name] = this.#map(instance, value, mark, [...path, name]);
      } else if (Array.isArray(value) && Array.isArray(mark) && mark.includes(true)) {
        filled[name] = this.#items(instance, value, [...path, name]);
      }
    }
    for (const [name, mark] of Object.entries(unknown)) {
      if (Object.hasOwn(expressions, name)) continue;
      const found = this.#unwritten(instance, values[name], mark, [...path, name]);
      if (found !== undefined) filled[name] = found;
    }
    return filled;
  }

  /** `dynamic` blocks are not in the configuration: of what is unknown in them there is no expression. */
  #unwritten(instance: Instance, value: unknown, mark: unknown, path: Path): unknown {
    const name = String(path.at(-1));
    if (Array.isArray(mark) && Array.isArray(value)) {
      if (mark.includes(true)) return this.#items(instance, value, path);
      return (value as unknown[]).map((block, index) =>
        isJsonObject(block) ? this.#filled(instance, block, {}, mapOf(mark[index]), [...path, index]) : block,
      );
    }
    if (path.length === 1) return undefined;
    if (isJsonObject(value) && isJsonObject(mark)) return this.#map(instance, value, mark, path);
    if (mark !== true || !isNothing(value)) return undefined;
    if (isDocument(name))
      this.relations.doubts.missing(instance, path.filter((step) => typeof step === 'string').join('.'));
    return wantedBy(instance.type, name) === undefined ? undefined : this.relations.value(instance, path, mark);
  }

  /** Nested blocks: those that the plan knows, and for a set that holds something unknown those that are written. */
  #blocks(instance: Instance, value: unknown, written: readonly unknown[], mark: unknown, path: Path): unknown {
    const known = Array.isArray(value) && value.length > 0 ? (value as unknown[]) : undefined;
    if (known === undefined && mark === undefined && value !== undefined) return value;
    return (known ?? written).map((block, index) => {
      const expressions = written.length === 1 ? written[0] : written[index];
      if (!isJsonObject(expressions)) return block;
      const values = known !== undefined && isJsonObject(block) ? block : {};
      const at_ = written.length === 1 ? 0 : index;
      return this.#filled(instance, values, expressions, mapOf(at(mark, index)), [...path, at_]);
    });
  }

  /** The unknown members of a map, such as the variables of a function: of several references that with the most alike name. */
  #map(instance: Instance, value: JsonMap, mark: JsonMap, path: Path): JsonMap {
    const missing = Object.keys(mark).filter((key) => mark[key] === true && isNothing(value[key]));
    // What a template mentions is not what it says.
    const candidates = holdsTexts(String(path.at(-1))) ? [] : this.relations.follow(instance, path);
    const left = candidates.filter((one) => 'instance' in one && !isKnown(one));
    const pairs = pairsOf(missing, left, (one) => ('instance' in one ? attributeText(one) : ''));
    const filled = missing.map((key) => {
      const one = pairs.get(key);
      return [key, this.#worth(one) ?? this.relations.unknown(instance, [...path, key])];
    });
    return { ...value, ...(Object.fromEntries(filled) as JsonMap) };
  }

  /** A placeholder has the name of what is unknown, so that it is the same wherever it stands. */
  #worth(found: Found | undefined): unknown {
    if (found === undefined) return undefined;
    const value = this.relations.attributes.valueOf(found);
    if (value !== undefined || !('instance' in found) || found.path.length === 0) return value;
    return this.relations.unknown(found.instance, found.path);
  }

  /** A list keeps the place of an unknown item. */
  #items(instance: Instance, value: readonly unknown[], path: Path): unknown[] {
    const attribute = String(path.at(-1));
    const wanted = wantedBy(instance.type, attribute);
    const found = this.relations
      .follow(instance, path)
      .filter((one) => wanted !== undefined && this.relations.fits(one, wanted));
    const left = [...found];
    return value.map((item) => {
      if (item !== null) return item;
      const next = left.shift();
      return (next && wanted && this.relations.worth(next, wanted)) ?? this.relations.unknown(instance, path);
    });
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Not there, and not because it was not set. */
function isMissing(value: unknown, mark: unknown): boolean {
  return value === undefined || (value === null && mark === true);
}

/** `aws_dynamodb_table aws_dynamodb_table.orders arn` */
function attributeText({ instance, path }: Extract<Found, { instance: Instance }>): string {
  return `${instance.type} ${textOf(instance)} ${path.join(' ')}`;
}

function isKnown({ instance, path }: Extract<Found, { instance: Instance }>): boolean {
  const [attribute] = path;
  return attribute !== undefined && !isNothing(instance.values[String(attribute)]);
}

function mapOf(value: unknown): JsonMap {
  return isJsonObject(value) ? value : {};
}
