import type { Positions } from '../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../template/template.ts';
import type { StackScope } from './stack-scope.ts';
import { describeValue, intrinsicOf, isMap, scalarText } from './resolve/values.ts';

const PREFIX = 'Fn::ForEach::';

/**
 * Expands `Fn::ForEach::Name: [identifier, collection, { key: value }]` (AWS::LanguageExtensions) in every map of the template, in place.
 * The identifier stands in keys and values as `${Identifier}`, as `&{Identifier}` for its letters and digits only, and as a `Ref`. A loop may stand directly inside another
 * one.
 */
export function expandLoops(template: TemplateMap, scope: StackScope, positions: Positions): void {
  for (const section of ['Conditions', 'Resources', 'Outputs']) {
    const value = template[section];
    if (isMap(value)) new Loops(scope, positions).expandIn(value);
  }
}

type Made = readonly [name: string, value: TemplateValue, written: ReturnType<Positions['of']>];

class Loops {
  /** Aliases make some values stand in several places. */
  readonly #seen = new Set<object>();

  constructor(
    readonly scope: StackScope,
    readonly positions: Positions,
  ) {}

  expandIn(value: TemplateValue): void {
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (Array.isArray(value)) {
      for (const item of value) this.expandIn(item);
      return;
    }
    if (!isMap(value)) return;
    for (const key of Object.keys(value)) {
      if (!key.startsWith(PREFIX)) {
        this.expandIn(value[key] ?? null);
        continue;
      }
      const made = this.#run(value, key);
      delete value[key];
      for (const [name, item, written] of made) {
        value[name] = item;
        this.positions.set(value, name, written);
        this.expandIn(item);
      }
    }
  }

  #run(holder: TemplateMap, key: string): Made[] {
    const loop = holder[key];
    const [identifier, , body] = Array.isArray(loop) ? loop : [];
    if (!Array.isArray(loop) || loop.length !== 3 || typeof identifier !== 'string' || !isMap(body)) {
      const wanted = '[identifier, collection, { key: value }]';
      this.scope.error(`${key} takes ${wanted}, found ${describeValue(loop)}`, { holder, key });
      return [];
    }
    const items = this.scope.list({ holder: loop, key: 1 }, `the collection of ${key}`);
    return items.flatMap((item) => {
      const text = scalarText(item) ?? '';
      return Object.keys(body).flatMap((name) => this.#copied(body, name, identifier, text));
    });
  }

  /** What one member of a loop's body becomes for one item; a loop inside the loop, all that it makes. */
  #copied(body: TemplateMap, key: string, identifier: string, item: string): Made[] {
    const name = replacer(identifier, item)(key);
    const value = this.#copy(body[key] ?? null, identifier, item);
    const written = this.positions.of(body, key);
    if (!key.startsWith(PREFIX)) return [[name, value, written]];
    const holder: TemplateMap = { [name]: value };
    this.positions.set(holder, name, written);
    return this.#run(holder, name);
  }

  #copy(value: TemplateValue, identifier: string, item: string): TemplateValue {
    if (typeof value === 'string') return replacer(identifier, item)(value);
    if (Array.isArray(value)) {
      return this.positions.copied(
        value,
        value.map((one) => this.#copy(one, identifier, item)),
      );
    }
    if (!isMap(value)) return value;
    if (value['Ref'] === identifier && Object.keys(value).length === 1) return item;
    const copy: TemplateMap = {};
    for (const [key, one] of Object.entries(value)) {
      const name = replacer(identifier, item)(key);
      copy[name] = this.#copy(one, identifier, item);
      if (name !== key) this.positions.set(copy, name, this.positions.of(value, key));
    }
    return knownText(copy) ?? this.positions.copied(value, copy);
  }
}

/** The transform of loops also evaluates what it can: SAM wants text where a template has `!Sub /${Identifier}`. */
function knownText(value: TemplateMap): string | undefined {
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) return undefined;
  const { name, argument } = intrinsic;
  if (name === 'Fn::Sub') return typeof argument === 'string' && !argument.includes('${') ? argument : undefined;
  if (name !== 'Fn::Join' || !Array.isArray(argument)) return undefined;
  const [delimiter, items] = argument;
  if (typeof delimiter !== 'string' || !Array.isArray(items)) return undefined;
  return items.every((item) => typeof item === 'string') ? items.join(delimiter) : undefined;
}

function replacer(identifier: string, item: string): (text: string) => string {
  const plain = item.replaceAll(/[^A-Za-z0-9]/g, '');
  return (text) => text.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, plain);
}
