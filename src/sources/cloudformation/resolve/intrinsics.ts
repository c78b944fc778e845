import type { TemplateValue } from '../../template/template.ts';
import { placeholdersIn, splitAround } from '../../aws-resources/placeholder.ts';
import { nearestHint } from '../../problems/nearest.ts';
import { cidrBlocks } from './cidr.ts';
import type { Intrinsic } from './intrinsics-contract.ts';
import type { Scope } from './scope.ts';
import { substitute } from './sub.ts';
import { NO_VALUE, type Where, describeValue, isMap, scalarText } from './values.ts';

/** The argument of a function: the value at the place where the function stands. */
function argumentOf({ holder, key }: Where): TemplateValue {
  return (holder as Record<string, TemplateValue>)[String(key)] ?? null;
}

/** The arguments of a function that takes a list of so many; a problem and `undefined` otherwise. */
function argumentsOf(where: Where, scope: Scope, from: number, to: number, form: string): TemplateValue[] | undefined {
  const argument = argumentOf(where);
  if (Array.isArray(argument) && argument.length >= from && argument.length <= to) return argument;
  const found = Array.isArray(argument) ? `a list of ${argument.length}` : describeValue(argument);
  scope.error(`${where.key} takes ${form}, found ${found}`, where);
  return undefined;
}

const at = (holder: object, key: number): Where => ({ holder, key });

const condition: Intrinsic = (where, scope) => scope.holds({ holder: wrap(where), key: 0 });

/** Condition functions outside `Conditions` are evaluated the same way. */
function wrap({ holder }: Where): object {
  return [holder];
}

/** Every intrinsic function by its long name, but for `Fn::If`, which the resolver follows itself, and those that expand before it. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref(where, scope) {
    const name = argumentOf(where);
    if (typeof name === 'string') return scope.ref(name, where);
    scope.error(`Ref takes the name of a parameter or resource, found ${describeValue(name)}`, where);
    return '';
  },
  'Fn::GetAtt'(where, scope) {
    const argument = argumentOf(where);
    if (typeof argument === 'string' && argument.includes('.')) {
      const dot = argument.indexOf('.');
      return scope.attribute(argument.slice(0, dot), argument.slice(dot + 1), where);
    }
    const parts = argumentsOf(where, scope, 2, 2, '[resource, attribute]');
    if (parts === undefined) return '';
    const logicalId = parts[0];
    if (typeof logicalId === 'string') {
      return scope.attribute(logicalId, scope.text(at(parts, 1), 'the attribute of Fn::GetAtt'), where);
    }
    scope.error(`Fn::GetAtt takes the name of a resource, found ${describeValue(logicalId)}`, where);
    return '';
  },
  'Fn::Sub': substitute,
  'Fn::Join'(where, scope) {
    const parts = argumentsOf(where, scope, 2, 2, '[delimiter, list]');
    if (parts === undefined) return '';
    const delimiter = scope.text(at(parts, 0), 'the delimiter of Fn::Join');
    const items = scope.list(at(parts, 1), 'the second argument of Fn::Join');
    return items.map((_, index) => scope.text(at(items, index), 'an item of Fn::Join')).join(delimiter);
  },
  'Fn::Split'(where, scope) {
    const parts = argumentsOf(where, scope, 2, 2, '[delimiter, text]');
    if (parts === undefined) return [];
    const delimiter = scope.text(at(parts, 0), 'the delimiter of Fn::Split');
    return splitAround(scope.text(at(parts, 1), 'the second argument of Fn::Split'), delimiter);
  },
  'Fn::Select'(where, scope) {
    const parts = argumentsOf(where, scope, 2, 2, '[index, list]');
    if (parts === undefined) return '';
    const index = Number(scope.text(at(parts, 0), 'the index of Fn::Select'));
    const items = scope.list(at(parts, 1), 'the second argument of Fn::Select');
    const item = items[index];
    if (item !== undefined) return item;
    // A list made from an unknown value does not have the parts that it has on AWS.
    const unknown = items.find((one) => placeholdersIn(scalarText(one) ?? '').length > 0);
    if (unknown !== undefined) return unknown;
    scope.error(`Fn::Select wants item ${index} of a list of ${items.length}`, where, 'Items are counted from 0.');
    return '';
  },
  'Fn::FindInMap'(where, scope) {
    const parts = argumentsOf(where, scope, 3, 4, '[map, first key, second key]');
    if (parts === undefined) return '';
    const key = (index: number): string => scope.text(at(parts, index), 'a key of Fn::FindInMap');
    const keys = [key(0), key(1), key(2)] as const;
    const fallback = isMap(parts[3]) && Object.hasOwn(parts[3], 'DefaultValue') ? parts[3] : undefined;
    const unknown = keys.flatMap(placeholdersIn)[0];
    const found = scope.mapping(keys, fallback === undefined && unknown === undefined ? where : undefined);
    if (found !== undefined) return found;
    if (fallback !== undefined) return scope.resolve({ holder: fallback, key: 'DefaultValue' });
    return unknown === undefined ? '' : scope.unknown(unknown);
  },
  'Fn::Base64': (where, scope) => Buffer.from(scope.text(where, 'the argument of Fn::Base64')).toString('base64'),
  'Fn::Cidr'(where, scope) {
    const parts = argumentsOf(where, scope, 2, 3, '[block, count, bits]');
    if (parts === undefined) return [];
    const number = (index: number): number => Number(scope.text(at(parts, index), 'an argument of Fn::Cidr'));
    const block = scope.text(at(parts, 0), 'the block of Fn::Cidr');
    const blocks = cidrBlocks(block, number(1), parts.length > 2 ? number(2) : 8);
    if (blocks !== undefined) return blocks;
    if (placeholdersIn(block).length === 0) scope.error(`Fn::Cidr cannot divide "${block}" like this`, where);
    return [];
  },
  'Fn::GetAZs'(where, scope) {
    const region = scope.text(where, 'the region of Fn::GetAZs');
    return ['a', 'b', 'c'].map((letter) => `${region === '' ? scope.region : region}${letter}`);
  },
  'Fn::ImportValue': (where, scope) => scope.imported(scope.text(where, 'the name of Fn::ImportValue')),
  'Fn::Length'(where, scope) {
    return scope.list(where, 'the argument of Fn::Length').length;
  },
  'Fn::ToJsonString'(where, scope) {
    const value = scope.resolve(where);
    return value === NO_VALUE ? '' : JSON.stringify(value);
  },
  'Fn::And': condition,
  'Fn::Or': condition,
  'Fn::Not': condition,
  'Fn::Equals': condition,
};

/** Says that there is no such function, and which one was meant. */
export function refuseUnknown(name: string, where: Where, scope: Scope): void {
  const known = [...Object.keys(intrinsics), 'Fn::If', 'Fn::Transform', 'Fn::ForEach'];
  scope.error(`there is no function "${name}"`, where, () => nearestHint(name, known, 'functions'));
}
