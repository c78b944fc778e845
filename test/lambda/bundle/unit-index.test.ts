// What a changed file may reach is looked up: of a thousand functions a save asks those that were made from it.
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Bundler } from '../../../src/lambda/bundle/bundler.ts';
import type { Compilation } from '../../../src/lambda/bundle/compile/compilation.ts';
import { reached } from '../../../src/lambda/bundle/graph/reach.ts';
import { UnitIndex } from '../../../src/lambda/bundle/unit-index.ts';
import type { UnitRecord } from '../../../src/lambda/bundle/unit-record.ts';
import { project } from '../project.ts';
import { build, rebuild } from './building.ts';

const NOTHING: Compilation = {
  code: undefined,
  fingerprint: '',
  inputs: new Set(),
  stamps: new Map(),
  tsconfigs: [],
  packages: new Set(),
  hasRunTimePaths: false,
  exports: undefined,
  errors: [],
  warnings: [],
};

function compiled(compilation: Partial<Compilation>, root = '/project'): UnitRecord {
  return { root, compilation: { ...NOTHING, ...compilation } } as UnitRecord;
}

test('a save concerns the units that were made from the file, and no other of a thousand', () => {
  const index = new UnitIndex();
  const units = Array.from({ length: 1000 }, (_, n) =>
    compiled({ inputs: new Set([`/project/f${n}.ts`, '/project/shared.ts']) }),
  );
  for (const unit of units) index.set(unit);
  expect([...index.near('/project/f42.ts')]).toEqual([units[42]]);
  expect(index.near('/project/shared.ts').size).toBe(1000);
  expect([...index.near('/project/other.ts')]).toEqual([]);
});

const files = ['a.ts', 'a.js', 'a/index.ts', 'b.ts', 'b.json', 'tsconfig.json', 'package.json', 'lib/c.ts'];
const installed = ['node_modules/x/index.js', 'node_modules/y/package.json', 'node_modules/.package-lock.json'];

test('every unit that a file reaches is near it, whatever it was made from before', () => {
  const app = project(Object.fromEntries([...files, ...installed].map((file) => [file, ''])));
  const inProject = (names: readonly string[]) => names.map((name) => join(app.root, name));
  const compilations = fc.record({
    inputs: fc.subarray(inProject(files)).map((paths) => new Set(paths)),
    tsconfigs: fc.subarray(inProject(['tsconfig.json', 'base.json'])),
    packages: fc.subarray(inProject(['node_modules/x', 'node_modules/y'])).map((paths) => new Set(paths)),
    hasRunTimePaths: fc.boolean(),
    errors: fc.constantFrom([], [{} as Compilation['errors'][number]]),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), compilations), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...inProject([...files, ...installed])),
      (steps, path) => {
        const index = new UnitIndex();
        const units = Array.from({ length: 4 }, () => compiled({}, app.root));
        for (const [n, compilation] of steps) {
          const unit = units[n] as UnitRecord;
          unit.compilation = { ...NOTHING, ...compilation };
          index.set(unit);
        }
        const near = index.near(path);
        for (const unit of new Set(steps.map(([n]) => units[n] as UnitRecord))) {
          const made = unit.compilation ?? NOTHING;
          const how = reached(path, { ...made, isBroken: made.errors.length > 0, root: unit.root });
          if (how !== undefined) expect(near).toContain(unit);
        }
        for (const unit of units) index.delete(unit);
        expect([[...index.folders], [...index.packages], [...index.roots], index.near(path).size]).toEqual([
          [],
          [],
          [],
          0,
        ]);
      },
    ),
    { numRuns: 300 },
  );
});

test('what is to be watched is only looked for again when builds are made from other folders', async () => {
  const app = project({ 'a.ts': 'export const handler = () => 1;', 'lib/b.ts': 'export const b = 2;' });
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  onTestFinished(() => bundler.dispose());
  await build(bundler, { a: app.lambda('a.handler') });
  const first = bundler.reachVersion;
  app.write('a.ts', 'export const handler = () => 3;');
  await rebuild(bundler, new Set([join(app.root, 'a.ts')]));
  expect(bundler.reachVersion).toBe(first);
  app.write('a.ts', "import { b } from './lib/b.ts'; export const handler = () => b;");
  await rebuild(bundler, new Set([join(app.root, 'a.ts')]));
  expect(bundler.reachVersion).not.toBe(first);
});

test('as long as no output is old nothing is asked what it runs', async () => {
  const app = project({ 'a.ts': 'export const handler = () => 1;', 'b.ts': 'export const handler = () => 2;' });
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  onTestFinished(() => bundler.dispose());
  await build(bundler, { a: app.lambda('a.handler'), b: app.lambda('b.handler') });
  let asked = 0;
  const inUse = (): ReadonlySet<string> => {
    asked += 1;
    return new Set();
  };
  bundler.prune(inUse);
  expect(asked).toBe(0);
  app.write('a.ts', 'export const handler = () => 3;');
  await rebuild(bundler, new Set([join(app.root, 'a.ts')]));
  bundler.prune(inUse);
  bundler.prune(inUse);
  expect(asked).toBe(1);
});
