import type { JavaValue } from '../../values.ts';
import type { Method, MethodTable } from './signatures.ts';
import { any, none, overloaded, text } from './signatures.ts';

/** The methods of `java.lang.Boolean`, static ones included. */
export const booleanMethods: MethodTable<boolean> = new Map<string, Method<boolean>>([
  ['booleanValue', none((self) => self)],
  ['compareTo', any((self, other) => (typeof other === 'boolean' ? BigInt(Number(self) - Number(other)) : undefined))],
  ['parseBoolean', text((_self, word) => word.toLowerCase() === 'true')],
  [
    'valueOf',
    overloaded(
      any((_self, value) => (typeof value === 'boolean' ? value : undefined)),
      text((_self, word) => word.toLowerCase() === 'true'),
    ),
  ],
  ['logicalAnd', pair((first, second) => first && second)],
  ['logicalOr', pair((first, second) => first || second)],
  ['logicalXor', pair((first, second) => first !== second)],
]);

function pair(call: (first: boolean, second: boolean) => JavaValue): Method<boolean> {
  return (_self, [first, second, ...rest]) =>
    typeof first === 'boolean' && typeof second === 'boolean' && rest.length === 0 ? call(first, second) : undefined;
}
