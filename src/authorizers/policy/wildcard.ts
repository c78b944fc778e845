/**
 * Compiles an IAM pattern: `*` any run of characters, `?` one. Walks the text once with one point of return, so that no pattern and no text,
 * however hostile, costs more than their product.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  return (text) => matches(pattern, text);
}

function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    // A star in the pattern is never a letter to compare with, not even with a star in the text.
    if (pattern[p] === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      t = resume;
      p = star + 1;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
