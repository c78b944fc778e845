import type { Intrinsic } from './intrinsics-contract.ts';
import { describeValue, isMap } from './values.ts';

const VARIABLE = /\$\{(!?)([^{}]*)\}/g;

/** `Fn::Sub`: `text`, or `[text, { name: value }]`. `${!Name}` prints `${Name}`. */
export const substitute: Intrinsic = (where, scope) => {
  const { holder, key } = where;
  const argument = (holder as Record<string, unknown>)[String(key)];
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  const given = isMap(variables) ? variables : undefined;
  const isWrong = Array.isArray(argument) && (argument.length > 2 || (argument.length === 2 && given === undefined));
  if (typeof text !== 'string' || isWrong) {
    scope.error(`Fn::Sub takes text, or a list of text and a map, found ${describeValue(argument)}`, where);
    return '';
  }
  if (!text.includes('${')) return text;
  return text.replace(VARIABLE, (whole, escaped: string, written: string) => {
    const name = written.trim();
    if (escaped !== '') return `\${${written}}`;
    if (name === '') return whole;
    if (given !== undefined && Object.hasOwn(given, name)) {
      return scope.text({ holder: given, key: name }, `the value of \${${name}}`);
    }
    const dot = name.indexOf('.');
    const value = dot === -1 ? scope.ref(name, where) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), where);
    return scope.text({ holder: [typeof value === 'symbol' ? '' : value], key: 0 }, `\${${name}}`);
  });
};
