// A folder of src/ holds at most 16 source files, so that its list can be read at a glance. Exceptions stand here, with their reason.
import { dirname, relative, resolve } from 'node:path';
import { sourceFiles } from './imports.mjs';

const MOST = 16;

/** Folder -> why more files beside each other are easier to read than a division. */
const exceptions = {
  'model/definition':
    'one file for each thing that a definition holds; every source and front end imports them by name',
};

const root = resolve(process.argv[2] ?? 'src');
const counts = counted(sourceFiles(root).map((file) => relative(root, dirname(file))));

const problems = [];
for (const [folder, count] of counts) {
  if (count > MOST && exceptions[folder] === undefined)
    problems.push(
      `${folder}: ${count} source files, at most ${MOST} (divide it by subject, or add it to .ci/check-folders.mjs with a reason)`,
    );
}
for (const folder of Object.keys(exceptions)) {
  if ((counts.get(folder) ?? 0) <= MOST)
    problems.push(`${folder}: needs no exception in .ci/check-folders.mjs any more`);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`folders: none above ${MOST} source files, ${Object.keys(exceptions).length} exceptions`);

function counted(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
