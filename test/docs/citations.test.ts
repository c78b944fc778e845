// Every rule of AWS that a comment or a test cites can be read in a clone.
import { describe, expect, test } from 'vitest';
import { brokenCitations, formerCitations } from './citations.ts';
import { filesBelow, textOf } from './pages.ts';

const SOURCES = filesBelow(['src', 'test', 'bench', 'handlers', 'fixtures'], /\.(ts|tsx|mjs|cjs|yaml|html)$/).filter(
  (file) => !file.startsWith('test/docs/'),
);

describe('citations in the sources', () => {
  test('every docs/PAGE.md#anchor leads to a page and an anchor that exist', () => {
    expect(found(brokenCitations)).toEqual([]);
  });

  test('none names a page of facts without its path, or a section by its number', () => {
    expect(found(formerCitations)).toEqual([]);
  });

  test('there are citations to look at', () => {
    const citing = SOURCES.filter((file) => textOf(file).includes('docs/aws/'));
    expect(citing.length).toBeGreaterThan(300);
  });
});

describe('the check itself', () => {
  test.each([
    '/** A rule (docs/aws/rest-api.md#no-such-anchor). */',
    '// docs/aws/no-such-page.md',
    '// as docs/no-such-page.md#top says',
  ])('a citation that leads nowhere is found: %s', (source) => {
    expect(brokenCitations(source)).toHaveLength(1);
  });

  test.each([
    'rest-api 2.1',
    'lambda.md 7',
    'http-api.md section 3',
    'rest-api-observed\n * 11.3',
    'see vtl.md',
    'section 10',
  ])('the former style is found: %s', (citation) => {
    expect(formerCitations(`/** A rule (${citation}). */`)).not.toEqual([]);
  });

  test.each(['docs/aws/rest-api.md#order-of-evaluation', 'src/rest-api/index.ts', 'lambda.invoke', 'RFC 6455 5.2'])(
    'other text is left alone: %s',
    (text) => {
      expect([...formerCitations(`// ${text}`), ...brokenCitations(`// ${text}`)]).toEqual([]);
    },
  );
});

function found(check: (source: string) => { line: number; text: string }[]): string[] {
  return SOURCES.flatMap((file) => check(textOf(file)).map(({ line, text }) => `${file}:${line}: ${text}`));
}
