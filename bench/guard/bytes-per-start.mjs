// Bytes that the main thread of a start allocates until it is ready, with 100 functions:
//   node bench/guard/bytes-per-start.mjs config|sam|serverless
// Prints JSON: `first` of a start that has to read the definition, `later` of one that finds what the first one read. The young generation is large enough for all of it, so that nothing is collected meanwhile.
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { manyFunctions } from '../many-functions.mjs';
import { repository, startServer } from '../processes.mjs';

const { folder } = manyFunctions({ functions: 100, form: process.argv[2] });
// A text that no start has read.
const definition = readdirSync(folder).find((name) => /\.ya?ml$/.test(name));
appendFileSync(join(folder, definition), `# ${folder} ${Date.now()}\n`);
const atReady = `
  const write = process.stdout.write;
  process.stdout.write = function (chunk, ...rest) {
    const text = String(chunk).replace('{"type":"ready",', () => '{"type":"ready","bytes":' + process.memoryUsage().heapUsed + ',');
    return write.call(this, text, ...rest);
  };`;
const flags = ['--max-semi-space-size=128', '--min-semi-space-size=128'];
const preloaded = `data:text/javascript,${encodeURIComponent(atReady)}`;
const cli = join(repository, 'dist/cli.js');
const args = [...flags, '--import', preloaded, cli, 'start', '--json', '--port', '0', '--admin-port', '0'];
const first = await start();
console.log(JSON.stringify({ first, later: await start() }));
process.exit(0);

async function start() {
  const server = await startServer(args, { cwd: folder });
  await server.stop();
  return server.bytes;
}
