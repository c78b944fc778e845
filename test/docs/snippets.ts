import { filesBelow, textOf } from './pages.ts';

/** A block of code in a page. */
export interface Snippet {
  /** `docs/http-api.md:12`, the line of its first line. */
  readonly place: string;
  readonly page: string;
  /** `ts`, `sh`; empty for a block without a language. */
  readonly language: string;
  /** What stands in a comment right before the block: `file: handlers/a.ts`, `run`, `answer`. */
  readonly mark: string | undefined;
  readonly text: string;
}

/** Pages for users; those about AWS show AWS's own texts. */
export const PAGES = ['README.md', ...filesBelow(['docs'], /\.md$/)].filter((page) => !page.startsWith('docs/aws/'));

/** All blocks of a page, in their order. */
export function snippetsOf(page: string): Snippet[] {
  const text = textOf(page);
  return [...text.matchAll(/(?:^<!-- (.+?) -->\n)?^```(\w*)\n([^]*?)^```$/gm)].map((match) => ({
    place: `${page}:${text.slice(0, match.index).split('\n').length + (match[1] === undefined ? 1 : 2)}`,
    page,
    mark: match[1],
    language: match[2] ?? '',
    text: match[3] ?? '',
  }));
}
