// Configurations that the documentation shows are read without a problem: a copied one is a working file.
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadText, said } from '../sources/config/reading.ts';
import { filesBelow, textOf } from './pages.ts';

const EXAMPLES = [
  'README.md',
  ...filesBelow(['docs'], /\.md$/).filter((file) => !file.startsWith('docs/aws/')),
].flatMap((file) =>
  [...textOf(file).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap((match) => {
    const text = match[1] ?? '';
    const keys = keysOf(text);
    const line = textOf(file).slice(0, match.index).split('\n').length + 1;
    // One that is laid over another input names parts of that input.
    if (keys.includes('source')) return [];
    return keys.includes('apis') || keys.includes('functions') ? [{ place: `${file}:${line}`, text }] : [];
  }),
);

/** What an example refers to without showing it. */
const DOCUMENT = JSON.stringify({ openapi: '3.0.1', info: { title: 'x', version: '1' }, paths: {} });

test('there are examples to read', () => {
  expect(EXAMPLES.length).toBeGreaterThan(7);
});

test.each(EXAMPLES)('the configuration at $place has no problem', async ({ text }) => {
  const { problems } = await loadText(complete(text), { '/app/backoffice.openapi.yaml': DOCUMENT });
  expect(problems.filter(({ severity }) => severity === 'error').map(said)).toEqual([]);
});

/** Adds the functions that an example names and leaves to the reader. */
function complete(text: string): string {
  const missing = [...text.matchAll(/\b(?:function: |\/\S+: )([a-z]\w+)\b/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !new RegExp(String.raw`^  ${name}:`, 'm').test(text));
  const added = [...new Set(missing)].map((name) => `  ${name}: handlers/a.${name}`).join('\n');
  if (added === '') return text;
  return /^functions:/m.test(text)
    ? text.replace(/^functions:.*$/m, (line) => `${line}\n${added}`)
    : `functions:\n${added}\n${text}`;
}

function keysOf(text: string): string[] {
  const value: unknown = parse(text);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
