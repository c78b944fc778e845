import { isJsonObject } from '../../../model/base/json.ts';
import { placeholder } from '../../aws-resources/placeholder.ts';
import { at, type JsonMap } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';
import { follow, type Found, type Site } from '../references/follow.ts';
import type { Path } from '../references/reference.ts';
import type { Attributes } from './attributes.ts';
import { closest, pairsOf, textOf } from './guess.ts';
import { isList, OWN_MEANING, type Wanted, wantedBy } from './wanted.ts';

/** Hears of what a plan does not say. */
export interface Doubts {
  /** A relation that was chosen among several: `attribute` of the instance means `chosen`. */
  guessed(instance: Instance, attribute: string, chosen: string, others: number): void;
  /** A relation of which the plan keeps nothing. */
  lost(instance: Instance, attribute: string): void;
}

/** Fills what is known after the apply only into an instance's attributes. */
export class Completion {
  constructor(
    readonly attributes: Attributes,
    readonly doubts: Doubts,
    /** Every instance of the input, for relations of which nothing is left. */
    readonly instances: readonly Instance[],
  ) {}

  /** The attributes of an instance, with those that the plan does not know as they will be, or as placeholders. */
  of(instance: Instance): JsonMap {
    const expressions = this.attributes.scopes.configOf(instance)?.expressions ?? {};
    return this.#filled(instance, instance.values, expressions, instance.unknown, []);
  }

  #filled(instance: Instance, values: JsonMap, expressions: JsonMap, unknown: JsonMap, path: Path): JsonMap {
    const filled: Record<string, unknown> = { ...values };
    for (const [name, expression] of Object.entries(expressions)) {
      const value = values[name];
      const mark = unknown[name];
      if (Array.isArray(expression)) {
        filled[name] = this.#blocks(instance, value, expression, mark, [...path, name]);
      } else if (isJsonObject(expression) && isMissing(value, mark)) {
        const found = this.#value(instance, [...path, name], mark);
        if (found !== undefined) filled[name] = found;
      } else if (isJsonObject(value) && isJsonObject(mark)) {
        filled[name] = this.#map(instance, value, mark, [...path, name]);
      } else if (Array.isArray(value) && Array.isArray(mark) && mark.includes(true)) {
        filled[name] = this.#items(instance, value, [...path, name]);
      }
    }
    return filled;
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

  #value(instance: Instance, path: Path, mark: unknown): unknown {
    const attribute = String(path.at(-1));
    const wanted = wantedBy(instance.type, attribute);
    const site = this.attributes.siteOf(instance);
    const found = this.#follow(instance, path);
    const fitting = wanted === undefined ? [] : found.filter((one) => this.#fits(one, wanted));
    if (wanted !== undefined && isList(attribute) && fitting.length > 0) {
      return fitting.map((one) => this.#worth(one, wanted));
    }
    const [only, ...more] = wanted === undefined ? found : fitting;
    if (only !== undefined && more.length === 0) {
      const worth = wanted === undefined ? this.attributes.valueOf(only) : this.#worth(only, wanted);
      if (worth !== undefined) return worth;
    }
    if (wanted !== undefined && more.length > 0) return this.#chosen(instance, attribute, fitting, wanted, site);
    return this.#other(instance, path, found, mark);
  }

  /** Something else than what usually stands here: a URL, a value of a data source, a queue. */
  #other(instance: Instance, path: Path, all: readonly Found[], mark: unknown): unknown {
    const attribute = String(path.at(-1));
    const wanted = wantedBy(instance.type, attribute);
    // The key of a lost `local.x[each.key]` is no value.
    const found = wanted === undefined ? all : all.filter((one) => !('value' in one && one.value === instance.key));
    const queue =
      attribute === 'uri' ? found.find((one) => 'instance' in one && one.instance.type === 'aws_sqs_queue') : undefined;
    if (queue !== undefined && 'instance' in queue) return this.#queueUri(queue.instance);
    const [one, ...others] = found;
    const value = one === undefined || others.length > 0 ? undefined : this.attributes.valueOf(one);
    if (value !== undefined || mark === undefined) return value;
    const isElsewhere = found.some((each) => 'instance' in each && each.instance.mode === 'managed');
    if (wanted !== undefined && !isElsewhere) return this.#fromNothing(instance, attribute, wanted);
    return placeholder(keyOf(instance, path));
  }

  /** Of a service integration only the queue is left. */
  #queueUri(queue: Instance): string {
    const { region, accountId } = this.attributes.place;
    return `arn:aws:apigateway:${region}:sqs:path/${accountId}/${this.attributes.text(queue, 'name')}`;
  }

  #follow(instance: Instance, path: Path): Found[] {
    const [first, ...rest] = path;
    const expression = this.attributes.scopes.configOf(instance)?.expressions[String(first)];
    return follow(expression, rest, this.attributes.siteOf(instance));
  }

  #fits(found: Found, wanted: Wanted): boolean {
    return 'instance' in found && Object.hasOwn(wanted, found.instance.type);
  }

  #worth(found: Found, wanted: Wanted): unknown {
    if ('value' in found) return found.value;
    const { instance, path } = found;
    const usual = wanted[instance.type] ?? 'id';
    const own = String(path[0] ?? usual);
    return this.attributes.of(instance, [OWN_MEANING.has(own) ? own : usual]);
  }

  /** Several resources may be meant, as where modules are handed maps: the one with the same key, else the one with the most alike name. */
  #chosen(instance: Instance, attribute: string, found: readonly Found[], wanted: Wanted, { key }: Site): unknown {
    const unique = [...new Map(found.map((one) => ['instance' in one ? one.instance.address : '', one])).values()];
    const instanceOf = (one: Found): Instance => ('instance' in one ? one.instance : instance);
    const text = (one: Found): string => textOf(instanceOf(one));
    const same = unique.filter((one) => key !== undefined && instanceOf(one).key === key);
    const sure = unique.length === 1 ? unique[0] : same.length === 1 ? same[0] : undefined;
    const chosen = sure ?? closest(unique, text, `${textOf(instance)} ${String(key ?? '')}`) ?? unique[0];
    if (chosen === undefined) return undefined;
    if (sure === undefined) this.doubts.guessed(instance, attribute, instanceOf(chosen).address, unique.length);
    return this.#worth(chosen, wanted);
  }

  /** Locals are not in a plan. Where only one resource can be meant, it is; else the one with the most alike name. */
  #fromNothing(instance: Instance, attribute: string, wanted: Wanted): unknown {
    const all = this.instances.filter(({ type, mode }) => mode === 'managed' && Object.hasOwn(wanted, type));
    const near = all.filter(({ module }) => module === instance.module);
    const candidates = near.length > 0 ? near : all;
    const main = candidates.filter(({ type }) => type === Object.keys(wanted)[0]);
    const chosen = main.length === 1 ? main[0] : closest(main.length > 0 ? main : candidates, textOf, textOf(instance));
    if (chosen === undefined) {
      this.doubts.lost(instance, attribute);
      return placeholder(`${instance.address}.${attribute}`);
    }
    this.doubts.guessed(instance, attribute, chosen.address, candidates.length);
    return this.#worth({ instance: chosen, path: [] }, wanted);
  }

  /** The unknown members of a map, such as the variables of a function: of several references that with the most alike name. */
  #map(instance: Instance, value: JsonMap, mark: JsonMap, path: Path): JsonMap {
    const missing = Object.keys(mark).filter((key) => mark[key] === true && isNothing(value[key]));
    const left = this.#follow(instance, path).filter((one) => 'instance' in one && !isKnown(one));
    const pairs = pairsOf(missing, left, (one) => ('instance' in one ? attributeText(one) : ''));
    const filled = missing.map((key) => {
      const one = pairs.get(key);
      return [key, (one && this.attributes.valueOf(one)) ?? placeholder(keyOf(instance, [...path, key]))];
    });
    return { ...value, ...(Object.fromEntries(filled) as JsonMap) };
  }

  /** A list keeps the place of an unknown item. */
  #items(instance: Instance, value: readonly unknown[], path: Path): unknown[] {
    const attribute = String(path.at(-1));
    const wanted = wantedBy(instance.type, attribute);
    const found = this.#follow(instance, path).filter((one) => wanted !== undefined && this.#fits(one, wanted));
    const left = [...found];
    return value.map((item) => {
      if (item !== null) return item;
      const next = left.shift();
      return (next && wanted && this.#worth(next, wanted)) ?? placeholder(keyOf(instance, path));
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

/** What `values:` calls it, without the zeros of blocks. */
function keyOf({ address }: Instance, path: Path): string {
  return [address, ...path.filter((step) => typeof step === 'string')].join('.');
}
