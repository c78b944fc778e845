// Bytes that the main thread of a start allocates until it is ready, with 100 functions:
//   node bench/guard/bytes-per-start.mjs config|sam|serverless
// Prints JSON. The young generation is large enough for all of it, so that nothing is collected meanwhile.
import { join } from 'node:path';
import { manyFunctions } from '../many-functions.mjs';
import { repository, startServer } from '../processes.mjs';

const { folder } = manyFunctions({ functions: 100, form: process.argv[2] });
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
const server = await startServer(args, { cwd: folder });
await server.stop();
console.log(JSON.stringify({ bytes: server.bytes }));
process.exit(0);
