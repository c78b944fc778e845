const CALL = '$util.escapeJavaScript(';
/** What AWS's reference advises behind the call: a single quote stays one. */
const ADVICE = `.replaceAll("\\\\'","'")`;

/** Whether an output is no JSON because `$util.escapeJavaScript` wrote `\'`, which is no escape of JSON. */
export function hasQuoteEscape(output: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\'/.test(output);
}

/** The template with the advice behind each such call that does not have it. */
export function withPlainQuotes(template: string): string {
  let [text, from] = ['', 0];
  for (let at = template.indexOf(CALL); at >= 0; at = template.indexOf(CALL, from)) {
    const end = closing(template, at + CALL.length);
    const rest = template.slice(end);
    text += template.slice(from, end) + (rest.startsWith('.replaceAll') ? '' : ADVICE);
    from = end;
  }
  return text + template.slice(from);
}

/** The index after the parenthesis that closes a call. Parentheses in quoted text do not count. */
function closing(text: string, from: number): number {
  let depth = 1;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(') depth += 1;
    else if (character === ')' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}
