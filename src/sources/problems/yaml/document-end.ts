/** Nothing but comments and blank lines, and then the mark of a document's end. */
const EARLY_END = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?\n)*(\.\.\.)(?:\s|$)/;

/** Where a line `...` ends a document that has not begun: readers of YAML 1.1 refuse it, and our parsers read what follows. */
export function earlyDocumentEnd(text: string): number | undefined {
  const match = EARLY_END.exec(text);
  return match === null ? undefined : match[0].lastIndexOf('...');
}
