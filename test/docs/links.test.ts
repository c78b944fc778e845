// Links inside the documentation lead somewhere, and the pages about AWS can be cited.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, filesBelow, repository, resolves, textOf, withoutCode } from './pages.ts';

const ROOT_PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].filter((file) =>
  existsSync(join(repository, file)),
);
const PAGES = [...ROOT_PAGES, ...filesBelow(['docs', 'fixtures', 'bench'], /\.md$/)];
const FACTS = PAGES.filter((file) => file.startsWith('docs/aws/') && !file.endsWith('README.md'));

function brokenLinks(file: string, markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target) && !resolves(file, target));
}

/** Handlers of the reader's own project, as examples name them; what a command writes. */
const NOT_HERE = new Set(['src/app.ts', 'src/app.handler', 'src/orders.create', 'bench/results/']);

function missingPlaces(markdown: string): string[] {
  return [...markdown.matchAll(/`((?:src|test|docs|fixtures|bench|\.ci)\/[\w./-]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((place) => !NOT_HERE.has(place) && !existsSync(join(repository, place)));
}

describe('links in the documentation', () => {
  test.each(PAGES)('every link of %s to another place in the repository resolves', (file) => {
    expect(brokenLinks(file, textOf(file))).toEqual([]);
  });

  test('a link that leads nowhere is found, in code it is not a link', () => {
    expect(
      brokenLinks('docs/http-api.md', '[a](no-such.md) [b](#no-such) `[c](no-such.md)` [d](aws/vtl.md#input)'),
    ).toEqual(['no-such.md', '#no-such']);
  });
});

describe('places in the repository that the documentation names in code spans', () => {
  test.each(PAGES.filter((file) => !file.startsWith('docs/aws/') && file !== 'docs/tests.md'))(
    'every file and folder that %s names exists',
    (file) => {
      expect(missingPlaces(textOf(file))).toEqual([]);
    },
  );

  test('a place that does not exist is found', () => {
    expect(missingPlaces('`src/rest-api/`, `src/no-such/file.ts`, `src/app.ts` is yours')).toEqual([
      'src/no-such/file.ts',
    ]);
  });
});

describe('the pages about AWS', () => {
  test('there is one for each subject', () => {
    expect(FACTS.length).toBeGreaterThan(9);
  });

  test.each(FACTS)('every section of %s has an anchor of its own above its heading', (file) => {
    const lines = textOf(file).split('\n');
    const ids = lines.flatMap((line) => /^<a id="([a-z0-9-]+)"><\/a>$/.exec(line)?.[1] ?? []);
    const headings = withoutCode(textOf(file))
      .split('\n')
      .flatMap((line, index) => (/^#{2,4} /.test(line) ? [index] : []));
    expect(headings.filter((index) => !lines[index - 2]?.startsWith('<a id="')).map((index) => lines[index])).toEqual(
      [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(anchorsOf(textOf(file)).size).toBeGreaterThan(0);
  });
});
