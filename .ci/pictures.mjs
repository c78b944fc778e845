// Takes the pictures of the console for the documentation: the sample app with traffic, in Chromium, at the width of a desk and of a telephone,
// light and dark. `npm run build` first.
//   npm run pictures              those that the documentation shows, into docs/pictures/
//   npm run pictures -- --all     every view at both widths in both schemes, into .gw-emulate/pictures/sample/
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { repository, startServer } from '../bench/processes.mjs';
import { sampleProject } from '../bench/projects.mjs';
import { sampleTraffic } from './sample-traffic.mjs';

const WIDTHS = { 1280: 800, 390: 844 };
const SCHEMES = ['light', 'dark'];
const LIMIT_MS = 180_000;

/** The views: where each is, and a text that is on it once it has loaded. */
const VIEWS = {
  requests: [() => '#/requests', 'GET'],
  exchange: [({ order }) => `#/requests/${order}`, 'Handler'],
  refused: [({ refused }) => `#/requests/${refused}`, 'backoffice.openapi.yaml:'],
  compose: [() => '#/compose', 'As curl'],
  sockets: [({ connection }) => `#/sockets/${connection}`, 'sendMessage'],
  functions: [() => '#/functions/createOrder', 'Environments'],
  apis: [() => '#/apis', '/products/{id}'],
  access: [({ refused }) => `#/access?of=${refused}`, 'Access'],
  templates: [({ health }) => `#/templates?of=${health}`, '"status"'],
  metrics: [() => '#/metrics', 'data transfer out'],
  drills: [() => '#/drills', 'Latency'],
  problems: [() => '#/problems', 'Problems'],
};
const SHOWN = [
  ['requests', 1280, 'light'],
  ['requests', 390, 'dark'],
  ['refused', 1280, 'dark'],
  ['refused', 390, 'light'],
  ['templates', 1280, 'light'],
  ['sockets', 1280, 'dark'],
  ['metrics', 1280, 'light'],
];
/** WebP has half the bytes of PNG, which everything can show. Text stays sharp at this quality. */
const QUALITY = 75;

setTimeout(() => {
  console.error('pictures: not finished after three minutes; given up');
  process.exit(1);
}, LIMIT_MS).unref();

const takesAll = process.argv.includes('--all');
const folder = join(repository, takesAll ? '.gw-emulate/pictures/sample' : 'docs/pictures');
mkdirSync(folder, { recursive: true });
const cli = join(repository, 'dist/cli.js');
const emulator = await startServer([cli, 'start', '--json', '--port', '0', '--admin-port', '0'], {
  cwd: sampleProject({ databasePort: 18_323 }),
});
const traffic = await sampleTraffic(emulator);
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: [...chromium.args.filter((one) => one !== '--single-process'), '--disable-background-networking'],
  headless: true,
});
const wanted = takesAll
  ? Object.keys(VIEWS).flatMap((view) => Object.keys(WIDTHS).flatMap((width) => SCHEMES.map((to) => [view, width, to])))
  : SHOWN;
let bytes = 0;
for (const [view, width, colorScheme] of wanted) bytes += await take(view, Number(width), colorScheme);
console.log(`${wanted.length} pictures, ${Math.round(bytes / 1000)} kB, in ${folder}`);
await browser.close();
traffic.close();
await emulator.stop();
process.exit(0);

async function take(view, width, colorScheme) {
  const [hash, shows] = VIEWS[view];
  const page = await browser.newPage({ viewport: { width, height: WIDTHS[width] }, colorScheme });
  await page.goto(`${emulator.admin}/${hash(traffic)}`);
  await page.getByText(shows).locator('visible=true').first().waitFor();
  // Charts and frames come a moment after the text.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(400);
  const picture = takesAll ? await page.screenshot() : await webp(page);
  const name = `console-${view}-${width}-${colorScheme}`;
  writeFileSync(join(folder, `${name}.${takesAll ? 'png' : 'webp'}`), picture);
  await page.close();
  return picture.length;
}

async function webp(page) {
  const tools = await page.context().newCDPSession(page);
  const { data } = await tools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  return Buffer.from(data, 'base64');
}
