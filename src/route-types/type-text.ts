/** The text of a type without what stands in braces, square and angle brackets or quotes: what the type is at its top. */
function topLevel(type: string): string {
  let depth = 0;
  let top = '';
  for (const [part] of type.matchAll(/'(?:\\.|[^'\\])*'|\/\*\*[\s\S]*?\*\/|[\s\S]/g)) {
    if (part.length > 1) continue;
    if ('{[<'.includes(part)) depth += 1;
    if (depth === 0) top += part;
    else if (part === '[' && depth === 1) top += '[';
    if ('}]>'.includes(part)) depth -= 1;
  }
  return top;
}

/** In brackets where the type is put together with an operator, which may bind less tightly than what follows. */
export function bracketed(type: string): string {
  return / [|&] /.test(topLevel(type)) ? `(${type})` : type;
}

/** Names that a type stands for immediately: a circle of such names has no meaning, one through members or lists has. */
export function immediateNames(type: string): string[] {
  return [...topLevel(type).matchAll(/(?<![\w$])[A-Za-z_$][\w$]*(?!\[)\b/g)].map(([name]) => name);
}
