// No file of src/ may import itself through others: a circle has no part that can be read, tested or moved first. Imports of types count.
import { relative, resolve } from 'node:path';
import { importsOf, sourceFiles } from './imports.mjs';

const root = resolve(process.argv[2] ?? 'src');
const graph = new Map(sourceFiles(root).map((file) => [file, importsOf(file).map(({ target }) => target)]));

const circles = stronglyConnected(graph).filter((files) => files.length > 1 || graph.get(files[0]).includes(files[0]));
for (const files of circles.sort((a, b) => b.length - a.length)) {
  const names = shortestCircle(files).map((file) => relative(root, file));
  console.error(
    `circle of ${files.length} file${files.length === 1 ? '' : 's'}; the shortest way round: ${names.join(' -> ')}`,
  );
}
if (circles.length > 0) {
  console.error(`${circles.length} circles. Move what both sides need into a file that imports neither.`);
  process.exit(1);
}
console.log('circles: none');

/** Tarjan's algorithm. */
function stronglyConnected(edges) {
  const order = new Map();
  const low = new Map();
  const open = [];
  const found = [];
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return found;

  function visit(file) {
    order.set(file, order.size);
    low.set(file, order.get(file));
    open.push(file);
    for (const next of edges.get(file)) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) === order.get(file)) found.push(open.splice(open.indexOf(file)));
  }
}

/** The shortest circle inside a component, from a file back to itself: the one to break first. */
function shortestCircle(files) {
  const inside = new Set(files);
  const circles = files.map((start) => {
    const ways = [[start]];
    const seen = new Set();
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      for (const next of graph.get(way.at(-1)) ?? []) {
        if (next === start) return [...way, start];
        if (!inside.has(next) || seen.has(next)) continue;
        seen.add(next);
        ways.push([...way, next]);
      }
    }
    return files;
  });
  return circles.sort((a, b) => a.length - b.length)[0];
}
