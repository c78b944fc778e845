import { placeholder } from '../../aws-resources/placeholder.ts';
import type { Instance } from '../document/instance.ts';
import { follow as followExpression, type Found, type Site } from '../references/follow.ts';
import type { Path } from '../references/reference.ts';
import type { Attributes } from './attributes.ts';
import { closest, textOf } from './guess.ts';
import { namedType } from './named-types.ts';
import { isList, OWN_MEANING, type Wanted, wantedBy } from './wanted.ts';

/** Hears of what a plan does not say. */
export interface Doubts {
  /** A relation that was chosen among several: `attribute` of the instance means `chosen`. */
  guessed(instance: Instance, attribute: string, chosen: string, others: number): void;
  /** A relation of which the plan keeps nothing. */
  lost(instance: Instance, attribute: string): void;
  /** A document (a policy, an OpenAPI body) that is known after the apply only. */
  missing(instance: Instance, attribute: string): void;
}

/** What an attribute that is known after the apply only refers to. */
export class Relations {
  constructor(
    readonly attributes: Attributes,
    readonly doubts: Doubts,
    /** Every instance of the input, for relations of which nothing is left. */
    readonly instances: readonly Instance[],
  ) {}

  /** The value at a path that begins with an attribute; a placeholder where it is not known; `undefined` where it is not set. `mark` is its `after_unknown`. */
  value(instance: Instance, path: Path, mark: unknown): unknown {
    const attribute = String(path.at(-1));
    // The name of a thing that has none yet is made up.
    if (path.length === 1 && namedType(instance.type)?.name === attribute) return this.attributes.of(instance, path);
    const wanted = wantedBy(instance.type, attribute);
    const site = this.attributes.siteOf(instance);
    const found = this.follow(instance, path);
    const fitting = wanted === undefined ? [] : found.filter((one) => this.fits(one, wanted));
    if (wanted !== undefined && isList(attribute) && fitting.length > 0) {
      return fitting.map((one) => this.worth(one, wanted));
    }
    const [only, ...more] = wanted === undefined ? found : fitting;
    if (only !== undefined && more.length === 0) {
      const worth = wanted === undefined ? this.attributes.valueOf(only) : this.worth(only, wanted);
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
    // A URL is a template around what it mentions; other placeholders have the name of what is unknown, the same wherever it stands.
    if (!attribute.endsWith('uri') && one !== undefined && others.length === 0 && isAttribute(one)) {
      return this.unknown(one.instance, one.path);
    }
    const isElsewhere = found.some((each) => 'instance' in each && each.instance.mode === 'managed');
    if (wanted !== undefined && !isElsewhere) return this.#fromNothing(instance, attribute, wanted);
    return this.unknown(instance, path);
  }

  /** Of a service integration only the queue is left. */
  #queueUri(queue: Instance): string {
    const { region, accountId } = this.attributes.place;
    return `arn:aws:apigateway:${region}:sqs:path/${accountId}/${this.attributes.text(queue, 'name')}`;
  }

  /** What `values:` of the configuration gives, else a placeholder. */
  unknown(instance: Instance, path: Path): string {
    const { given } = this.attributes;
    const key = keyOf(instance, path);
    return (Object.hasOwn(given, key) ? given[key] : undefined) ?? placeholder(key);
  }

  /** What the expression of an attribute refers to. */
  follow(instance: Instance, path: Path): Found[] {
    const [first, ...rest] = path;
    const config = this.attributes.scopes.configOf(instance);
    const site = this.attributes.siteOf(instance);
    const expression = config?.expressions[String(first)];
    if (expression !== undefined) return followExpression(expression, rest, site);
    // A `dynamic` block is made of the module's variables, or of what for_each goes over.
    const variables = Object.keys(site.scope.config.variables).filter(
      (name) => first === 'environment' && /env/i.test(name),
    );
    const implied = variables.length > 0 ? { references: variables.map((name) => `var.${name}`) } : config?.forEach;
    return followExpression(implied, [], site);
  }

  fits(found: Found, wanted: Wanted): boolean {
    return 'instance' in found && Object.hasOwn(wanted, found.instance.type);
  }

  worth(found: Found, wanted: Wanted): unknown {
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
    return this.worth(chosen, wanted);
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
      return this.unknown(instance, [attribute]);
    }
    this.doubts.guessed(instance, attribute, chosen.address, candidates.length);
    return this.worth({ instance: chosen, path: [] }, wanted);
  }
}

function isAttribute(found: Found): found is Extract<Found, { instance: Instance }> {
  return 'instance' in found && found.path.length > 0;
}

/** What `values:` calls it, without the zeros of blocks. */
function keyOf({ address }: Instance, path: Path): string {
  return [address, ...path.filter((step) => typeof step === 'string')].join('.');
}
