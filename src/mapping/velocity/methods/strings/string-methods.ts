import { javaText } from '../../../json/java-text.ts';
import type { JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { checkTextLength } from '../growth.ts';
import { JavaException } from '../java-exception.ts';
import { formatText } from './java-format.ts';
import type { Method, MethodTable } from '../signatures.ts';
import { any, int, ints, none, overloaded, text, texts } from '../signatures.ts';
import { stringRegexMethods } from './string-regex-methods.ts';
import { stringSearchMethods } from './string-search-methods.ts';

/** The methods of `java.lang.String` that templates can use; texts are UTF-16 in Java too. */
export const stringMethods: MethodTable<string> = new Map<string, Method<string>>([
  ...stringSearchMethods,
  ...stringRegexMethods,
  ['length', none((self) => BigInt(self.length))],
  ['isEmpty', none((self) => self === '')],
  ['isBlank', none((self) => strip(self) === '')],
  ['charAt', int((self, index) => characterAt(self, index))],
  ['codePointAt', int((self, index) => codePointAt(self, index))],
  ['codePointCount', ints((self, from, to) => BigInt(Array.from(slice(self, from, to)).length))],
  ['concat', text((self, other) => self + other)],
  ['intern', none((self) => self)],
  ['toLowerCase', none((self) => self.toLowerCase())],
  ['toUpperCase', none((self) => self.toUpperCase())],
  // Java's trim takes everything up to the blank, control characters included, and no other white space.
  // eslint-disable-next-line no-control-regex -- see the line above
  ['trim', none((self) => self.replace(/^[\0- ]+/, '').replace(/[\0- ]+$/, ''))],
  ['strip', none((self) => strip(self))],
  ['stripLeading', none((self) => self.trimStart())],
  ['stripTrailing', none((self) => self.trimEnd())],
  [
    'substring',
    overloaded(
      int((self, from) => slice(self, from, self.length)),
      ints(slice),
    ),
  ],
  ['subSequence', ints(slice)],
  ['repeat', int(repeat)],
  ['replace', texts((self, target, replacement) => replaceEvery(self, target, replacement))],
  ['toCharArray', none((self) => new JavaList(self.split('')))],
  ['getBytes', none((self) => new JavaList([...Buffer.from(self)].map((byte) => BigInt((byte << 24) >> 24))))],
  ['format', (_self, [pattern, ...args]) => (typeof pattern === 'string' ? formatText(pattern, args) : undefined)],
  ['join', (_self, args) => join(args)],
  ['valueOf', any((_self, value) => javaText(value))],
  ['copyValueOf', any((_self, value) => (value instanceof JavaList ? value.items.map(javaText).join('') : undefined))],
]);

function strip(self: string): string {
  return self.trim();
}

function characterAt(self: string, index: number): string {
  const character = self[index];
  if (character === undefined) throw outOfBounds(`String index out of range: ${index}`);
  return character;
}

function codePointAt(self: string, index: number): bigint {
  characterAt(self, index);
  return BigInt(self.codePointAt(index) ?? 0);
}

function slice(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to) throw outOfBounds(`begin ${from}, end ${to}, length ${self.length}`);
  return self.slice(from, to);
}

function outOfBounds(message: string): JavaException {
  return new JavaException('StringIndexOutOfBoundsException', message);
}

function repeat(self: string, count: number): string {
  if (count < 0) throw new JavaException('IllegalArgumentException', `count is negative: ${count}`);
  checkTextLength(self.length * count);
  return self.repeat(count);
}

function replaceEvery(self: string, target: string, replacement: string): string {
  // Bound the result first: an empty target is found between all characters.
  const places = target === '' ? self.length + 1 : Math.floor(self.length / target.length);
  if (places * replacement.length > self.length) checkTextLength(replacedLength(self, target, replacement));
  return self.replaceAll(target, () => replacement);
}

function replacedLength(self: string, target: string, replacement: string): number {
  const found = target === '' ? self.length + 1 : self.split(target).length - 1;
  return self.length + found * (replacement.length - target.length);
}

function join([separator, ...parts]: readonly JavaValue[]): string | undefined {
  if (typeof separator !== 'string') return undefined;
  const [first] = parts;
  const items = parts.length === 1 && first instanceof JavaList ? first.items : parts;
  const texts = items.map(javaText);
  checkTextLength(texts.reduce((sum, item) => sum + item.length + separator.length, 0));
  return texts.join(separator);
}
