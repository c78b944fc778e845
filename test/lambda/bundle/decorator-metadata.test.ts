import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withDecoratorMetadata } from '../../../src/lambda/bundle/compile/decorator-metadata.ts';
import { project } from '../project.ts';
import { serviceOf } from '../service-under-test.ts';

const TSCONFIG = {
  'base.json': '{ "compilerOptions": { "emitDecoratorMetadata": true, /* both */ "experimentalDecorators": true, } }',
  'tsconfig.json': '{ "extends": "./base.json" }',
};
const SOURCE = `
const seen: unknown[] = [];
(Reflect as any).metadata = (key: string, value: unknown) => () => { seen.push([key, [value].flat().map((type: any) => type?.name)]); };
function Injectable(): ClassDecorator { return () => undefined; }
class Store {}
@Injectable()
class Orders { constructor(readonly store: Store) {} }
export const handler = async () => { void Orders; return seen; };
export const fails = async () => { throw new Error('here'); };
`;

const swc = [resolve('node_modules'), ...(process.env['GW_NODE_BINARIES'] ?? '').split(':').filter(Boolean)]
  .map((folder) => join(folder, '@swc'))
  .find((folder) => existsSync(join(folder, 'core')));

test('without @swc/core the problem says what is missing', async () => {
  const app = project({ ...TSCONFIG, 'a.ts': SOURCE });
  const file = join(app.root, 'a.ts');
  await expect(withDecoratorMetadata(file, SOURCE, [file])).rejects.toThrow(
    'The tsconfig asks for emitDecoratorMetadata, which needs the compiler @swc/core, and it is not installed',
  );
});

test('a tsconfig that does not ask for metadata leaves the file to esbuild', async () => {
  const app = project({ 'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }' });
  expect(await withDecoratorMetadata(join(app.root, 'a.ts'), SOURCE, [])).toBeUndefined();
});

describe.skipIf(swc === undefined)('with @swc/core (skipped when it is not installed)', () => {
  test('constructor types are emitted, and traces still point at the TypeScript line', async () => {
    const { app, result, service } = await serviceOf({ ...TSCONFIG, 'node_modules/x.txt': '' }, {});
    mkdirSync(join(app.root, 'node_modules'), { recursive: true });
    symlinkSync(swc ?? '', join(app.root, 'node_modules/@swc'));
    app.write('a.ts', SOURCE);
    service.update({
      a: app.lambda('a.handler', { name: 'a' }),
      fails: app.lambda('a.fails', { name: 'fails' }),
    });
    expect(service.builds().flatMap((build) => build.problems)).toEqual([]);
    expect(await result('a')).toContainEqual(['design:paramtypes', ['Store']]);
    const { trace } = (await result('fails')) as { trace: string[] };
    expect(trace[1]).toContain(`${app.root}/a.ts:9:`);
  });
});
