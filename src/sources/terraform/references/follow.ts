import { isJsonObject } from '../../../model/base/json.ts';
import { type InstanceKey, writtenKey } from '../document/address.ts';
import { at, follow as valueAt, listAt, mapAt } from '../document/json-values.ts';
import type { Instance } from '../document/instance.ts';
import type { ModuleScope } from './module-scopes.ts';
import { longestOf, type Path, type Reference, referenceOf } from './reference.ts';

/** What an expression may mean: a value, or an attribute of an instance. */
export type Found =
  | { readonly value: unknown }
  /** `path` begins with the attribute; it is empty where the plan has lost it: `a.b[each.key].id` is written `a.b`, `each.key`. */
  | { readonly instance: Instance; readonly path: Path };

/** Where an expression stands: in a module instance, and for which key of `for_each` or `count`. */
export interface Site {
  readonly scope: ModuleScope;
  readonly key?: InstanceKey | undefined;
  readonly forEach?: unknown;
}

/** Chains of variables and outputs end somewhere; in a plan that was changed by hand they need not, and may branch at every step. */
const DEEPEST = 40;
const MOST_STEPS = 20_000;

interface Trail {
  readonly depth: number;
  /** Of the whole search. */
  readonly budget: { steps: number };
}

function deeper({ depth, budget }: Trail): Trail {
  return { depth: depth + 1, budget };
}

/**
 * Everything that an expression refers to, through variables, outputs, `each` and `count`, in the order in which it is written. Locals are not in the
 * JSON and lead nowhere.
 */
export function follow(
  expression: unknown,
  path: Path,
  site: Site,
  trail: Trail = { depth: 0, budget: { steps: 0 } },
): Found[] {
  trail.budget.steps += 1;
  if (trail.depth > DEEPEST || trail.budget.steps > MOST_STEPS || expression === undefined) return [];
  if (Array.isArray(expression)) {
    const [first, ...rest] = path;
    const block = typeof first === 'number' ? first : 0;
    return follow(expression[block], typeof first === 'number' ? rest : path, site, deeper(trail));
  }
  if (!isJsonObject(expression)) return [];
  if (Object.hasOwn(expression, 'constant_value')) {
    const value = valueAt(expression['constant_value'], path);
    return value === undefined || value === null ? [] : [{ value }];
  }
  const references = listAt(expression, 'references').filter((one) => typeof one === 'string');
  if (references.length > 0) return followAll(longestOf(references).map(referenceOf), path, site, trail);
  const [first, ...rest] = path;
  return first === undefined || Object.hasOwn(expression, 'references')
    ? []
    : follow(at(expression, first), rest, site, deeper(trail));
}

function followAll(references: readonly Reference[], path: Path, site: Site, trail: Trail): Found[] {
  const found: Found[] = [];
  for (let index = 0; index < references.length; index += 1) {
    const reference = references[index];
    if (reference === undefined) continue;
    const key = isWhole(reference) ? keyFrom(references[index + 1], site, trail) : undefined;
    // The key of `a.b[each.key]` is no value of its own.
    if (key !== undefined) index += 1;
    found.push(
      ...followOne(key !== undefined && isWhole(reference) ? { ...reference, key } : reference, path, site, trail),
    );
  }
  return found;
}

/** A resource or module without key and attribute: with `count` or `for_each`, what follows may be its key. */
function isWhole(reference: Reference): reference is Extract<Reference, { kind: 'resource' | 'module' }> {
  const { kind } = reference;
  return (kind === 'resource' || kind === 'module') && reference.key === undefined && reference.path.length === 0;
}

/** The instance key that the reference after `a.b` stands for: `["a.b", "each.key"]` is `a.b[each.key]`. */
function keyFrom(next: Reference | undefined, site: Site, trail: Trail): InstanceKey | undefined {
  if (next === undefined || next.kind === 'resource' || next.kind === 'module' || next.kind === 'other')
    return undefined;
  const [only, ...more] = followOne(next, [], site, deeper(trail));
  if (only === undefined || more.length > 0 || !('value' in only)) return undefined;
  return typeof only.value === 'string' || typeof only.value === 'number' ? only.value : undefined;
}

function followOne(reference: Reference, path: Path, site: Site, trail: Trail): Found[] {
  switch (reference.kind) {
    case 'resource':
      return resources(reference, path, site);
    case 'module':
      return outputs(reference, path, site, trail);
    case 'variable':
      return variable(reference, path, site, trail);
    case 'each value':
      return eachValue([...reference.path, ...path], site, trail);
    case 'each key':
    case 'count':
      return site.key === undefined ? [] : [{ value: site.key }];
    default:
      return [];
  }
}

function resources(
  { address, key, path: own }: Extract<Reference, { kind: 'resource' }>,
  path: Path,
  { scope }: Site,
): Found[] {
  const all = scope.instances.filter(
    (one) => `${one.mode === 'data' ? 'data.' : ''}${one.type}.${one.name}` === address,
  );
  const [first, ...rest] = path;
  // A whole `for_each` resource in a variable: the next step is the key.
  const isKey = key === undefined && own.length === 0 && all.some((one) => one.key !== undefined && one.key === first);
  const wanted = isKey ? first : key;
  const chosen = wanted === undefined ? all : all.filter((one) => one.key === wanted);
  // A key that no instance has was the key of something else that the expression mentions.
  const instances = chosen.length > 0 ? chosen : all;
  return instances.map((instance) => ({ instance, path: own.length > 0 ? own : isKey ? rest : path }));
}

function outputs(
  { name, key, path: own }: Extract<Reference, { kind: 'module' }>,
  path: Path,
  { scope }: Site,
  trail: Trail,
): Found[] {
  const all = childrenOf(scope, name, key);
  const chosen = key === undefined ? all : all.filter((child) => child.key === key);
  const [output, ...rest] = own.length > 0 ? own : path;
  return (chosen.length > 0 ? chosen : all).flatMap((child) => {
    const written = Object.keys(child.config.outputs);
    const isKnown = output !== undefined && written.includes(String(output));
    // Which output is lost in `module.m[each.key].arn`: the caller takes the one of the right type.
    return (isKnown ? [String(output)] : written).flatMap((one) =>
      follow(child.config.outputs[one], isKnown ? rest : [], { scope: child }, deeper(trail)),
    );
  });
}

/** A module without resources of its own stands nowhere but in the configuration. */
function childrenOf(scope: ModuleScope, name: string, key: InstanceKey | undefined): readonly ModuleScope[] {
  const children = scope.children.filter((child) => child.name === name);
  const call = scope.config.calls.get(name);
  if (children.length > 0 || call === undefined) return children;
  const address = `${scope.address === '' ? '' : `${scope.address}.`}module.${name}${writtenKey(key)}`;
  const config = call.module;
  return [
    { address, config, instances: [], children: [], name, call, parent: scope, ...(key !== undefined && { key }) },
  ];
}

function variable(
  { name, path: own }: Extract<Reference, { kind: 'variable' }>,
  path: Path,
  { scope }: Site,
  trail: Trail,
): Found[] {
  const whole = [...own, ...path];
  const { parent, call, key } = scope;
  if (parent !== undefined && call !== undefined && Object.hasOwn(call.expressions, name)) {
    return follow(call.expressions[name], whole, { scope: parent, key, forEach: call.forEach }, deeper(trail));
  }
  const value = valueAt(at(scope.given, name) ?? mapAt(scope.config.variables, name)['default'], whole);
  return value === undefined || value === null ? [] : [{ value }];
}

function eachValue(path: Path, site: Site, trail: Trail): Found[] {
  const { key } = site;
  if (key === undefined) return [];
  const found = follow(site.forEach, [key, ...path], site, deeper(trail));
  if (found.length > 0) return found;
  // The items of a set are their own keys.
  return path.length === 0 ? [{ value: key }] : [];
}
