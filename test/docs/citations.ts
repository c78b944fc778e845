import { resolves } from './pages.ts';

const CITATION = /docs\/[\w/-]+\.md(?:#[\w-]+)?/g;
const PAGES =
  'rest-api-observed|rest-api|http-api|websocket-api|lambda|vtl|domains|control-plane|metrics-and-pricing|field-notes|sigv4a-and-2025|corrections';

/** A blank, or the end of a comment's line and the beginning of its next. */
const BLANK = String.raw`(?:\s*\n\s*(?:\*|//)\s*|\s)`;

/** The former ways to cite: a page by its bare name, with or without the number of a section; a section without a page. */
const FORMER_STYLES = [
  new RegExp(
    String.raw`(?<![\w/.@-])(?:${PAGES})(?:\.md)?,?${BLANK}(?:sections?${BLANK}|§\s?)?\d+(?:\.\d+)*(?![\w%])`,
    'g',
  ),
  new RegExp(String.raw`(?<![\w/.-])(?:${PAGES}|facts|describe|interfaces|layout)\.md\b`, 'g'),
  /(?<![\w.])(?:sections?\s|§\s?)\d+(?:\.\d+)*/g,
];

export interface Offence {
  readonly line: number;
  readonly text: string;
}

/** Citations in a source file that lead nowhere: `docs/aws/PAGE.md#anchor`, relative to the repository. */
export function brokenCitations(source: string): Offence[] {
  return offences(source, CITATION).filter(({ text }) => !resolves('README.md', text));
}

/** Citations in a style that no reader of a clone can follow. */
export function formerCitations(source: string): Offence[] {
  return FORMER_STYLES.flatMap((style) => offences(source, style));
}

function offences(source: string, pattern: RegExp): Offence[] {
  return [...source.matchAll(pattern)].map((match) => ({
    line: source.slice(0, match.index).split('\n').length,
    text: match[0].replaceAll(/\s+/g, ' '),
  }));
}
