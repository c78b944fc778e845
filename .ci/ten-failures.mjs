// Ten failures of an ordinary day, as a terminal shows them: `node .ci/ten-failures.mjs CLI COLUMNS [colour]` prints what CLI (dist/cli.js of
// this checkout, or of an older one) writes. test/mistakes/terminal keeps the outputs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { inTerminal } from './terminal.mjs';

const [cli, columns = '120', colour] = process.argv.slice(2);
const isColoured = colour === 'colour';

const handler = (body) => `export const handler = async (event: any) => {\n${body}\n};\n`;
const files = {
  'orders/throws.ts': handler('  const { id } = event.pathParameters.order;\n  return { statusCode: 200, body: id };'),
  'orders/cause.ts': handler(
    "  try {\n    JSON.parse('{');\n  } catch (cause) {\n    throw new Error('the settings cannot be read', { cause });\n  }",
  ),
  'orders/import.ts':
    'const settings: any = {};\nexport const region = settings.aws.region;\nexport const handler = async () => ({ statusCode: 200 });\n',
  'orders/nothing.ts': handler("  const response = { statusCode: 200, body: 'hello' };"),
  'orders/malformed.ts': handler("  return { statusCode: 200, body: { message: 'hello' } };"),
  'orders/slow.ts': handler('  await new Promise((resolve) => setTimeout(resolve, 60_000));'),
  'orders/logs.ts': handler(
    "  console.log('reading', { table: 'orders' });\n  console.warn('no index\\nfor this query');\n  await fetch('http://127.0.0.1:1/');",
  ),
  'orders/syntax.ts': 'export const handler = async () => {\n  const order = { id: 1;\n};\n',
  'emulator.config.json': JSON.stringify({
    port: 3980,
    admin: { port: 3990 },
    functions: Object.fromEntries(
      ['throws', 'cause', 'import', 'nothing', 'malformed', 'slow', 'logs', 'syntax'].map((name) => [
        name,
        { handler: `orders/${name}.handler`, timeout: name === 'slow' ? 1 : 3 },
      ]),
    ),
    apis: {
      shop: {
        type: 'http',
        cors: { allowOrigins: ['http://localhost:5173'], allowMethods: ['GET'] },
        routes: Object.fromEntries(
          ['throws', 'cause', 'import', 'nothing', 'slow', 'logs', 'syntax'].map((name) => [`GET /${name}`, name]),
        ),
      },
      back: { type: 'rest', stage: 'dev', routes: { 'GET /malformed': 'malformed' } },
    },
  }),
};

const SHOP = 'http://127.0.0.1:3980';
const requests = [
  [`${SHOP}/throws`],
  [`${SHOP}/cause`],
  [`${SHOP}/import`],
  [`${SHOP}/nothing`],
  ['http://127.0.0.1:3981/dev/malformed'],
  [`${SHOP}/slow`],
  [`${SHOP}/logs`],
  [`${SHOP}/syntax`],
  [`${SHOP}/throws/`],
  [`${SHOP}/nothing`, { headers: { origin: 'http://localhost:3001' } }],
];

const cwd = mkdtempSync(join(tmpdir(), 'gw-ten-'));
try {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  spawnSync('git', ['init', '-q'], { cwd });
  const text = await inTerminal(
    { command: `node ${resolve(cli)}`, cwd, columns, colour: isColoured },
    async (waitFor, at) => {
      await waitFor(/Ready|ready/);
      for (const [url, options] of requests) {
        const from = at();
        await fetch(url, options);
        await waitFor(/\n/, from);
        await new Promise((done) => setTimeout(done, 700));
      }
    },
  );
  const shown = text.replaceAll(cwd, '/app').replaceAll(dirname(dirname(resolve(cli))), '/gw-emulate');
  process.stdout.write(shown);
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
