import { placeholder } from '../../aws-resources/placeholder.ts';
import type { Place } from '../../cloudformation/names/attributes.ts';
import { follow as valueAt } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';
import { follow, type Found, type Site } from '../references/follow.ts';
import type { ModuleScopes } from '../references/module-scopes.ts';
import type { Path } from '../references/reference.ts';
import { madeUpAttribute } from './made-up.ts';
import { namedType } from './named-types.ts';

/** The attributes of all instances: as the plan knows them, as AWS will make them, or as another resource's attribute. */
export class Attributes {
  readonly #known = new Map<string, unknown>();
  readonly #underWay = new Set<string>();

  constructor(
    readonly scopes: ModuleScopes,
    readonly place: Place,
    /** `values:` of the configuration: `ADDRESS.ATTRIBUTE` -> value. */
    readonly given: Readonly<Record<string, string>>,
  ) {}

  /** Where the expressions of an instance stand. */
  siteOf(instance: Instance): Site {
    const forEach = this.scopes.configOf(instance)?.forEach;
    return { scope: this.scopes.of(instance), key: instance.key, forEach };
  }

  /** The value at a path that begins with an attribute; `undefined` where it is not known. */
  of(instance: Instance, path: Path): unknown {
    const key = `${instance.address}.${path.join('.')}`;
    if (Object.hasOwn(this.given, key)) return this.given[key];
    if (this.#known.has(key)) return this.#known.get(key);
    // An attribute that needs itself stands in a plan that was changed by hand.
    if (this.#underWay.has(key)) return undefined;
    this.#underWay.add(key);
    const value = this.#find(instance, path);
    this.#underWay.delete(key);
    this.#known.set(key, value);
    return value;
  }

  /** The same as text; a placeholder where it is not known. */
  text(instance: Instance, attribute: string): string {
    const value = this.of(instance, [attribute]);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : placeholder(`${instance.address}.${attribute}`);
  }

  /** What something that was found is worth. */
  valueOf(found: Found): unknown {
    if ('value' in found) return found.value;
    return found.path.length === 0 ? undefined : this.of(found.instance, found.path);
  }

  #find(instance: Instance, path: Path): unknown {
    const value = valueAt(instance.values, path);
    if (value !== undefined && value !== null && value !== '') return value;
    const [attribute, ...rest] = path;
    if (rest.length === 0) {
      const made = madeUpAttribute(String(attribute), {
        ...this.place,
        instance,
        attribute: (name) => this.text(instance, name),
      });
      // A name may be another resource's.
      const written = this.#written(instance, path);
      return made === undefined ? written : (this.#isNameOf(instance, attribute) && written) || made;
    }
    return this.#written(instance, path);
  }

  #written(instance: Instance, path: Path): unknown {
    const [attribute, ...rest] = path;
    const expression = this.scopes.configOf(instance)?.expressions[String(attribute)];
    const [only, ...more] = follow(expression, rest, this.siteOf(instance));
    return only === undefined || more.length > 0 ? undefined : this.valueOf(only);
  }

  /** Functions are found by their names: two whose names share their only reference would be one. */
  #isNameOf({ type }: Instance, attribute: string | number | undefined): boolean {
    return type !== 'aws_lambda_function' && attribute !== undefined && namedType(type)?.name === attribute;
  }
}
