// Preloaded (`node --import`) into a process to learn what it loads: prints every file that is imported, and at its end every builtin
// module and every required file, as lines of JSON on stderr.
import { register, createRequire } from 'node:module';

const hook = `import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  if (url.startsWith('file:')) writeSync(2, JSON.stringify({ loaded: url }) + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { cache } = createRequire(import.meta.url);
process.on('exit', () => {
  const builtins = process.moduleLoadList
    .filter((name) => name.startsWith('NativeModule '))
    .map((name) => name.slice(13));
  for (const loaded of [...Object.keys(cache), ...builtins.map((name) => `node:${name}`)]) {
    process.stderr.write(`${JSON.stringify({ loaded })}\n`);
  }
});
