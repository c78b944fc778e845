import type { Hint } from '../problems/problems.ts';
import type { Position } from '../../model/base/position.ts';
import type { Positions } from '../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../template/template.ts';
import { numberText } from '../template/number-text.ts';
import { placeholder } from '../aws-resources/placeholder.ts';
import { nearestHint } from '../problems/nearest.ts';
import type { Deployment } from './deployment.ts';
import { sayMissing } from './missing-resource.ts';
import { unknownList } from './resolve/unknown-list.ts';
import { type NamingScope, StackNames } from './names/stack-names.ts';
import { Conditions } from './resolve/conditions.ts';
import { resolveDynamicReferences } from './resolve/dynamic-references.ts';
import { intrinsics, refuseUnknown } from './resolve/intrinsics.ts';
import { pseudoParameters } from './resolve/pseudo-parameters.ts';
import { ResolvedTree } from './resolve/resolved-tree.ts';
import { Parameters } from './resolve/parameters.ts';
import {
  describeValue,
  intrinsicOf,
  isMap,
  NO_VALUE,
  type Resolved,
  scalarText,
  type Where,
} from './resolve/values.ts';
import type { Stack } from './stack.ts';

/** A function that is being evaluated, and those around it. */
interface Near {
  readonly where: Where;
  readonly outer: Near | undefined;
}

/** One stack while its template is resolved: values are computed when they are asked for, names and conditions once. */
export class StackScope implements NamingScope {
  readonly parameters: Parameters;
  readonly conditions: Conditions;
  readonly names: StackNames;
  readonly resources: TemplateMap;
  readonly #positions: Positions;
  readonly #mappings: TemplateMap;
  readonly #tree: ResolvedTree;
  /** Of the function being evaluated: generated values have no place of their own. */
  #near: Near | undefined;
  readonly #nested = new Map<string, StackScope | undefined>();

  constructor(
    readonly stack: Stack,
    readonly deployment: Deployment,
  ) {
    const { value } = stack.template;
    this.#positions = stack.template.positions;
    this.#tree = new ResolvedTree(this, this.#positions);
    this.resources = mapOf(value['Resources']);
    this.#mappings = mapOf(value['Mappings']);
    this.parameters = new Parameters(
      stack,
      deployment.problems,
      (name) => this.unknown(`ssm:${name}`),
      (name) => this.unknown(name),
    );
    this.conditions = new Conditions(mapOf(value['Conditions']), this);
    this.names = new StackNames(this);
  }

  get region(): string {
    return this.stack.region ?? this.deployment.region;
  }

  get accountId(): string {
    return this.stack.accountId ?? this.deployment.accountId;
  }

  resolve(where: Where): Resolved {
    const { holder, key, value } = this.#tree.chosen(where);
    if (value === NO_VALUE) return NO_VALUE;
    if (typeof value === 'string') return this.plain(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return this.#tree.list(value);
    const intrinsic = intrinsicOf(value);
    if (intrinsic === undefined) return this.#tree.map(value);
    const evaluate = Object.hasOwn(intrinsics, intrinsic.name) ? intrinsics[intrinsic.name] : undefined;
    if (evaluate === undefined) {
      refuseUnknown(intrinsic.name, { holder: value, key: intrinsic.name }, this);
      return '';
    }
    const before = this.#near;
    this.#near = { where: { holder, key }, outer: before };
    const result = evaluate({ holder: value, key: intrinsic.name }, this);
    this.#near = before;
    return typeof result === 'string' ? this.plain(result) : result;
  }

  text(where: Where, what: string): string {
    const { holder, key, value } = this.#tree.chosen(where);
    if (typeof value === 'number') return numberText(value, this.#positions.of(holder, key)?.source);
    const resolved = this.resolve({ holder, key });
    if (resolved === NO_VALUE || resolved === null) return '';
    const text = scalarText(resolved);
    if (text !== undefined) return text;
    this.error(`${what} must be text, found ${describeValue(resolved)}`, where);
    return '';
  }

  list(where: Where, what: string): readonly TemplateValue[] {
    const resolved = this.resolve(where);
    if (Array.isArray(resolved)) return resolved;
    if (resolved === NO_VALUE) return [];
    const unknown = unknownList(resolved, this.#tree.chosen(where).value);
    if (unknown !== undefined) return unknown;
    this.error(`${what} must be a list, found ${describeValue(resolved)}`, where);
    return [];
  }

  ref(name: string, where: Where): Resolved {
    if (name.startsWith('AWS::')) return this.#pseudo(name, where);
    if (this.parameters.has(name)) return this.parameters.value(name);
    if (this.#isResource(name, where)) return this.names.refOf(name, where);
    const known = [...this.parameters.names, ...Object.keys(this.resources)];
    sayMissing(this, `there is no parameter or resource "${name}"`, where, () => nearestHint(name, known, 'names'));
    return this.stack.isMadeElsewhereBy === undefined ? name : this.unknown(name);
  }

  attribute(logicalId: string, attribute: string, where: Where): TemplateValue {
    if (this.#isResource(logicalId, where)) return this.names.attributeOf(logicalId, attribute, where);
    const hint = () => nearestHint(logicalId, Object.keys(this.resources), 'resources');
    sayMissing(this, `there is no resource "${logicalId}"`, where, hint);
    const key = `${logicalId}.${attribute}`;
    return this.stack.isMadeElsewhereBy === undefined ? key : this.unknown(key);
  }

  condition(name: string, where: Where): boolean {
    return this.conditions.holdsNamed(name, where);
  }

  holds(where: Where): boolean {
    return this.conditions.holds(where);
  }

  mapping(keys: readonly [string, string, string], where: Where | undefined): Resolved | undefined {
    let holder: TemplateMap = this.#mappings;
    for (const [index, key] of keys.entries()) {
      const next = Object.hasOwn(holder, key) ? holder[key] : undefined;
      if (next !== undefined && index === 2) return this.resolve({ holder, key });
      if (isMap(next)) {
        holder = next;
        continue;
      }
      if (where !== undefined) {
        const what = index === 0 ? `there is no mapping "${key}"` : `the mapping "${keys[0]}" has no key "${key}"`;
        this.error(what, where, () => nearestHint(key, Object.keys(holder), index === 0 ? 'mappings' : 'keys'));
      }
      return undefined;
    }
    return undefined;
  }

  imported(name: string): TemplateValue {
    return this.deployment.exported(name) ?? this.unknown(`import:${name}`);
  }

  given(key: string): string | undefined {
    return this.deployment.given(key);
  }

  unknown(key: string): string {
    return this.given(key) ?? placeholder(key);
  }

  nestedOutput(logicalId: string, name: string, where: Where): TemplateValue {
    const nested = this.nested(logicalId);
    if (nested === undefined) return this.unknown(`${this.names.idOf(logicalId)}.Outputs.${name}`);
    const value = nested.output(name);
    if (value !== undefined) return value;
    const known = Object.keys(mapOf(nested.stack.template.value['Outputs']));
    this.error(`the nested stack "${logicalId}" has no output "${name}"`, where, () =>
      nearestHint(name, known, 'outputs'),
    );
    return `${logicalId}.Outputs.${name}`;
  }

  /** The stack inside this one; `undefined` when its template is not here. */
  nested(logicalId: string): StackScope | undefined {
    if (!this.#nested.has(logicalId)) {
      this.#nested.set(logicalId, undefined);
      const stack = this.deployment.nestedStack(logicalId, this);
      if (stack !== undefined) this.#nested.set(logicalId, new StackScope(stack, this.deployment));
    }
    return this.#nested.get(logicalId);
  }

  positionOf({ holder, key }: Where): Position | undefined {
    let position = this.#written({ holder, key });
    for (let near = this.#near; position === undefined && near !== undefined; near = near.outer) {
      position = this.#written(near.where);
    }
    return position;
  }

  #written({ holder, key }: Where): Position | undefined {
    return this.#positions.of(holder, key)?.value ?? this.#positions.ofObject(holder);
  }

  error(message: string, where: Where, hint?: Hint): void {
    this.deployment.problems.error(message, this.positionOf(where), hint);
  }

  /** The output of a nested stack, or of this one for another; `undefined` when there is none of that name. */
  output(name: string): TemplateValue | undefined {
    const outputs = mapOf(this.stack.template.value['Outputs']);
    const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    if (!isMap(output)) return undefined;
    const value = this.resolve({ holder: output, key: 'Value' });
    return value === NO_VALUE ? '' : value;
  }

  /** A text with its dynamic references replaced. */
  plain(text: string): string {
    return resolveDynamicReferences(text, (key) => this.unknown(key));
  }

  /** A resource whose condition does not hold is not there, but its name is known. */
  #isResource(logicalId: string, where: Where): boolean {
    const resource = Object.hasOwn(this.resources, logicalId) ? this.resources[logicalId] : undefined;
    if (!isMap(resource)) return false;
    const condition = resource['Condition'];
    if (typeof condition === 'string' && !this.condition(condition, { holder: resource, key: 'Condition' })) {
      this.deployment.problems.warning(
        `"${logicalId}" is referred to here, but its condition "${condition}" does not hold`,
        this.positionOf(where),
        'AWS refuses this: put the reference into an Fn::If on the same condition.',
      );
    }
    return true;
  }

  #pseudo(name: string, where: Where): Resolved {
    const values = pseudoParameters(this.stack.name, this.region, this.accountId);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    this.error(`there is no pseudo parameter "${name}"`, where, () => nearestHint(name, Object.keys(values), 'names'));
    return name;
  }
}

export function mapOf(value: unknown): TemplateMap {
  return isMap(value) ? value : {};
}
