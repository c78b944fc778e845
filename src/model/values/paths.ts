/** Where a value stands in a document: keys and list indexes from the root. */
export type Path = readonly (string | number)[];

/** `apis.shop.routes["GET /pets"].scopes[0]`: what messages call a place. The root is `the document`. */
export function describePath(path: Path): string {
  if (path.length === 0) return 'the document';
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\w$-]+$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}
