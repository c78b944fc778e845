// The package ships its documentation: links of README lead somewhere where it is installed.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, textOf, withoutCode } from './pages.ts';

const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly files: readonly string[] };
const isShipped = (file: string): boolean =>
  ['README.md', 'LICENSE'].includes(file) || files.some((entry) => file === entry || file.startsWith(`${entry}/`));
const PAGES = ['README.md', ...filesBelow(['docs'], /\.md$/)].filter((file) => !file.startsWith('docs/aws/'));

test.each(PAGES)('what %s links to is in the package', (page) => {
  const targets = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => posix.normalize(posix.join(posix.dirname(page), target)).replace(/\/$/, ''));
  expect(targets.filter((target) => !isShipped(target) && target !== '.')).toEqual([]);
});
