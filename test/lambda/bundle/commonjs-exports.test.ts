import { expect, test } from 'vitest';
import { commonJsExports } from '../../../src/lambda/bundle/entry/commonjs-exports.ts';

test.each([
  ['exports.handler = async () => 1;'],
  ['module.exports.handler = async () => 1;'],
  ['module . exports . handler=1'],
  ['exports.other = exports.handler = void 0;'],
  ['Object.defineProperty(exports, "handler", { enumerable: true, get: () => 1 });'],
  ['module.exports = { other, handler };'],
  ["module.exports = { 'handler': main, other: lib.other, };"],
  ['module.exports = { async handler() {}, other: () => 1 };'],
  ['module.exports = { other() {}, ...require("./rest") };'],
  ['module.exports = { other() {}, [name]: 1 };'],
  ['module.exports = require("./elsewhere");'],
  ['module.exports = exports = { other };'],
  ['__exportStar(require("./elsewhere"), exports);'],
  ['Object.assign(exports, { handler: 1 });'],
  ['exports[name] = 1;'],
  ['fill(module);'],
  ['export = { other };'],
  ['this.handler = () => 1;'],
  ['module.exports = class {}; exports.other = 1;'],
])('%s may have a handler', (source) => {
  expect(commonJsExports(source)?.lacks('handler') ?? false).toBe(false);
});

test.each([
  ['exports.handle = 1;', ['handle']],
  ['const handler = 1; exports.other = handler;', ['other']],
  ['if (exports.handler === undefined) exports.other = 1;', ['other']],
  ['function handler() {} module.exports = { other };', ['other']],
  ['module.exports = { other: () => ({ deep: 1 }) };', []],
  ['Object.defineProperty(exports, "__esModule", { value: true }); exports.hanlder = void 0;', ['hanlder']],
  ['exports.other = 1; if (require.main === module) exports.other();', ['other']],
])('%s has none', (source, names) => {
  const exports = commonJsExports(source);
  expect(exports?.lacks('handler')).toBe(true);
  expect(exports?.names).toEqual(names);
});

test('a long source is read in a moment', () => {
  const source = `module.exports = { ${'x'.repeat(1900)}() {} };`.repeat(500);
  expect(commonJsExports(source)?.lacks('handler')).toBe(true);
});
