// A file that its editor is writing while it is compiled.
import { onTestFinished, expect, test, vi } from 'vitest';
import { Bundler } from '../../../src/lambda/bundle/bundler.ts';
import type * as Stats from '../../../src/model/base/stats-of.ts';
import { project } from '../project.ts';

const WHOLE = 'export const handler = async (): Promise<number> => 1;';

/** Called when the stamp of a file is taken: before it is read, and again when it was compiled. */
let stamped: (path: string) => void = () => undefined;

vi.mock('../../../src/model/base/stats-of.ts', async (original) => {
  const real = await original<typeof Stats>();
  return {
    ...real,
    stampOf: (path: string): string => {
      stamped(path);
      return real.stampOf(path);
    },
  };
});

async function builtWhile(texts: readonly string[]) {
  const app = project({ 'f.ts': texts[0] ?? '' });
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  onTestFinished(() => bundler.dispose());
  let at = 0;
  stamped = () => {
    // Every second time it was compiled in between.
    at += 1;
    const next = at % 2 === 0 ? texts[at / 2] : undefined;
    if (next !== undefined) app.write('f.ts', next);
  };
  bundler.define({ f: app.lambda('f.handler', { name: 'f' }) });
  await bundler.build();
  return { code: bundler.codeOf('f')?.kind, problems: bundler.builds()[0]?.problems, stamped: at };
}

test.each(['', 'export const handler = async () => {'])(
  '%j was read first: the whole file is what runs',
  async (half) => {
    expect(await builtWhile([half, WHOLE])).toMatchObject({ code: 'ready', problems: [] });
  },
);

test('a file that is written again and again ends the build after three compilations', async () => {
  const texts = ['', ' ', '  ', '   ', WHOLE];
  expect(await builtWhile(texts)).toMatchObject({ stamped: 6 });
});

test('a file that is as it was read is compiled once', async () => {
  expect(await builtWhile(['export const handler = async () => {'])).toMatchObject({ code: 'failed', stamped: 2 });
});
