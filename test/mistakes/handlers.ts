/** Mistakes that people make in a handler on their first day; each text is a file of its own. */
export interface HandlerMistake {
  readonly title: string;
  readonly text: string;
  /** `ts` unless given. */
  readonly extension?: string;
  /** `rest` for what only REST APIs do. */
  readonly api?: 'rest';
}

const handler = (body: string): string => `export const handler = async (event: any) => {\n${body}\n};\n`;

export const HANDLERS: readonly HandlerMistake[] = [
  {
    title: 'reads a member of undefined',
    text: handler('  const { id } = event.pathParameters.order;\n  return { statusCode: 200, body: id };'),
  },
  { title: 'throws an error', text: handler("  throw new Error('no such order');") },
  {
    title: 'throws an error with a cause',
    text: handler(
      "  try {\n    JSON.parse('{');\n  } catch (cause) {\n    throw new Error('the settings cannot be read', { cause });\n  }",
    ),
  },
  {
    title: 'throws several errors',
    text: handler(
      "  await Promise.any([Promise.reject(new TypeError('first')), Promise.reject(new RangeError('second'))]);",
    ),
  },
  { title: 'throws text', text: handler("  throw 'no such order';") },
  { title: 'throws an object', text: handler("  throw { code: 404, reason: 'no such order' };") },
  { title: 'throws nothing', text: handler('  throw undefined;') },
  {
    title: 'throws in a function that it calls',
    text: 'const total = (order: any): number => order.lines.length;\nexport const handler = async () => ({ statusCode: 200, body: String(total({})) });\n',
  },
  {
    title: 'rejects a promise that nothing awaits',
    text: handler(
      "  Promise.reject(new Error('written too late'));\n  await new Promise((resolve) => setTimeout(resolve, 20));\n  return { statusCode: 200 };",
    ),
  },
  {
    title: 'throws in a timer',
    text: handler(
      "  setTimeout(() => {\n    throw new Error('in a timer');\n  }, 1);\n  await new Promise((resolve) => setTimeout(resolve, 50));\n  return { statusCode: 200 };",
    ),
  },
  {
    title: 'throws at import',
    text: 'const settings: any = {};\nexport const region = settings.aws.region;\nexport const handler = async () => ({ statusCode: 200 });\n',
  },
  { title: 'exits', text: handler('  process.exit(1);') },
  { title: 'never ends', text: handler('  await new Promise(() => undefined);') },
  {
    title: 'waits for longer than its timeout',
    text: handler('  await new Promise((resolve) => setTimeout(resolve, 60_000));'),
  },
  { title: 'spins', text: handler('  for (;;);') },
  { title: 'returns nothing', text: handler('  ({ statusCode: 200 });') },
  {
    title: 'forgets to return',
    text: "export const handler = async () => {\n  const response = { statusCode: 200, body: 'hello' };\n};\n",
  },
  { title: 'returns a web Response', text: handler("  return new Response('hello', { status: 201 });") },
  {
    title: 'returns a status as text in a REST API',
    text: handler("  return { statusCode: 'ok', body: 'hello' };"),
    api: 'rest',
  },
  {
    title: 'returns an object for a body in a REST API',
    text: handler("  return { statusCode: 200, body: { message: 'hello' } };"),
    api: 'rest',
  },
  { title: 'returns the data alone in a REST API', text: handler("  return { message: 'hello' };"), api: 'rest' },
  {
    title: 'returns status for statusCode in a REST API',
    text: handler("  return { status: 200, body: 'hello' };"),
    api: 'rest',
  },
  { title: 'returns a list in a REST API', text: handler('  return [1, 2, 3];'), api: 'rest' },
  { title: 'returns null in a REST API', text: handler('  return null;'), api: 'rest' },
  {
    title: 'returns a header that is an object in a REST API',
    text: handler("  return { statusCode: 200, headers: { 'x-a': { b: 1 } }, body: '' };"),
    api: 'rest',
  },
  { title: 'returns a BigInt', text: handler('  return { statusCode: 200, body: 1n };') },
  {
    title: 'returns itself',
    text: handler('  const result: any = { statusCode: 200 };\n  result.self = result;\n  return result;'),
  },
  {
    title: 'returns bytes that are not base64',
    text: handler("  return { statusCode: 200, body: Buffer.from('hello'), isBase64Encoded: true };"),
  },
  { title: 'returns more than 6 MB', text: handler("  return { statusCode: 200, body: 'x'.repeat(7_000_000) };") },
  {
    title: 'takes a callback and is async',
    text: "export const handler = async (_event: any, _context: any, callback: any) => {\n  callback(null, { statusCode: 200, body: 'hello' });\n};\n",
  },
  {
    title: 'calls back twice',
    text: "export const handler = (_event: any, _context: any, callback: any) => {\n  callback(null, { statusCode: 200, body: 'one' });\n  callback(null, { statusCode: 200, body: 'two' });\n};\n",
  },
  {
    title: 'is neither async nor calls back',
    text: "export const handler = () => ({ statusCode: 200, body: 'hello' });\n",
  },
  {
    title: 'takes a request and a response',
    text: 'export const handler = async (req: any, res: any) => {\n  res.status(200).json({ hello: req.query.name });\n};\n',
  },
  {
    title: 'parses a body that is not there',
    text: handler('  const order = JSON.parse(event.body);\n  return { statusCode: 200, body: order.id };'),
  },
  {
    title: 'reads a variable that is not set',
    text: handler(
      '  const url = new URL(process.env.API_URL as string);\n  return { statusCode: 200, body: url.host };',
    ),
  },
  {
    title: 'calls a port where nothing listens',
    text: handler("  await fetch('http://127.0.0.1:9/');\n  return { statusCode: 200 };"),
  },
  {
    title: 'calls a host that does not exist',
    text: handler("  await fetch('http://nowhere.invalid/');\n  return { statusCode: 200 };"),
  },
  {
    title: 'reads a file that is not there',
    text: "import { readFile } from 'node:fs/promises';\nexport const handler = async () => ({ statusCode: 200, body: await readFile('orders.json', 'utf8') });\n",
  },
  {
    title: 'writes outside of /tmp',
    text: "import { writeFileSync } from 'node:fs';\nexport const handler = async () => {\n  writeFileSync('/var/task/no/cache.json', '{}');\n  return { statusCode: 200 };\n};\n",
  },
  { title: 'does not compile', text: 'export const handler = async () => {\n  const order = { id: 1;\n};\n' },
  {
    title: 'imports a file that is not there',
    text: "import { orders } from './order';\nexport const handler = async () => orders;\n",
  },
  {
    title: 'imports a package that is not installed',
    text: "import { z } from 'zodd';\nexport const handler = async () => z;\n",
  },
  {
    title: 'imports by a path that no tsconfig.json has',
    text: "import { orders } from '@/orders';\nexport const handler = async () => orders;\n",
  },
  {
    title: 'imports a name that a file does not export',
    text: "import { ordersTable } from './shared';\nexport const handler = async () => ordersTable;\n",
  },
  { title: 'exports another name', text: 'export const handle = async () => ({ statusCode: 200 });\n' },
  { title: 'exports no function', text: 'export const handler = { statusCode: 200 };\n' },
  {
    title: 'requires in an ES module',
    text: "const { join } = require('node:path');\nexport const handler = async () => join('a', missing.b);\n",
    extension: 'mjs',
  },
];
