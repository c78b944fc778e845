// Draws docs/pictures/terminal.svg from a real run of dist/cli.js: `node .ci/draw-terminal.mjs`. Nothing in the picture is written by hand but the
// project and the requests below.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { inTerminal } from './terminal.mjs';

const COLUMNS = 92;

const ESCAPE = String.fromCharCode(27);
const SEQUENCE = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`);
const CODES = new RegExp(`^${ESCAPE}\\[([\\d;]*)m$`);

const project = {
  'handlers/orders.ts': `interface Order {
  lines: { price: number }[];
}

export const create = async (event: { body: string }) => {
  const order = JSON.parse(event.body) as Order;
  const total = order.lines.reduce((sum, line) => sum + line.price, 0);
  return { statusCode: 201, body: JSON.stringify({ total }) };
};

export const list = async () => ({ statusCode: 200, body: '[]' });
`,
  'emulator.config.yaml': `functions:
  createOrder: handlers/orders.create
  listOrders: handlers/orders.list
apis:
  shop: { type: http, cors: { allowOrigins: ["http://localhost:5173"] }, routes: { GET /orders: listOrders, POST /orders: createOrder } }
  backoffice: { type: rest, stage: dev, routes: { GET /orders: listOrders } }
  chat: { type: websocket, stage: dev, routeSelectionExpression: $request.body.action, routes: { $default: listOrders } }
`,
};

const cwd = mkdtempSync(join(tmpdir(), 'gw-picture-'));
try {
  for (const [name, text] of Object.entries(project)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const order = (body) => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const command = `node ${resolve('dist/cli.js')}`;
  const output = await inTerminal({ command, cwd, columns: COLUMNS, colour: true }, async (waitFor, at) => {
    await waitFor(/Ready/);
    await new Promise((done) => setTimeout(done, 500));
    for (const [url, options] of [
      ['http://127.0.0.1:3000/orders?limit=5'],
      ['http://127.0.0.1:3000/orders', order({ lines: [{ price: 3 }] })],
      ['http://127.0.0.1:3000/orders', order({})],
      ['http://127.0.0.1:3000/orders/'],
      ['http://127.0.0.1:3001/orders'],
    ]) {
      const from = at();
      await fetch(url, options);
      await waitFor(/\n/, from);
      await new Promise((done) => setTimeout(done, 400));
    }
  });
  const [shown = ''] = output.split(/\n[^\n]*Stopping …/);
  writeFileSync('docs/pictures/terminal.svg', svgOf(`\u001b[2m$\u001b[22m npx gw-emulate\n${shown.trimEnd()}`));
} finally {
  rmSync(cwd, { recursive: true, force: true });
}

/** The escape sequences that the terminal reporter uses, as attributes of text. */
function svgOf(text) {
  const [width, height, size] = [8.4, 20, 14];
  const lines = text.split('\n');
  const rows = lines.map((line, row) => `<text x="20" y="${34 + row * height}">${spansOf(line)}</text>`);
  const [w, h] = [Math.ceil(40 + COLUMNS * width), 40 + lines.length * height];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="A terminal in which gw-emulate serves three APIs and shows an error of a handler at its line">
<style>text{font:${size}px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d6deeb;white-space:pre}.dim{fill:#8a97a8}.red{fill:#ff7b72}.green{fill:#7ee787}.yellow{fill:#e3b341}.cyan{fill:#79c0ff}.bold{font-weight:bold}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1420"/>
${rows.join('\n')}
</svg>
`;
}

function spansOf(line) {
  const names = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
  let style = new Set();
  return line
    .split(SEQUENCE)
    .map((piece) => {
      const codes = CODES.exec(piece)?.[1];
      if (codes === undefined) {
        const text = piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        return style.size === 0 || text === '' ? text : `<tspan class="${[...style].join(' ')}">${text}</tspan>`;
      }
      for (const code of codes.split(';').map(Number)) {
        if (code === 0) style = new Set();
        else if (code === 22) style = new Set([...style].filter((name) => name !== 'bold' && name !== 'dim'));
        else if (code === 39) style = new Set([...style].filter((name) => name === 'bold' || name === 'dim'));
        else if (names[code] !== undefined) style.add(names[code]);
      }
      return '';
    })
    .join('');
}
