/**
 * A pattern of a routing rule's header condition: `*` at the start, at the end or at both stands for any text; case counts
 * (docs/aws/rest-api.md#routing-rules). A star elsewhere is a character like any other, so that the work stays within one comparison.
 */
export function compileHeaderGlob(glob: string): (value: string) => boolean {
  if (glob === '*' || glob === '**') return () => true;
  const open = glob.startsWith('*');
  const close = glob.endsWith('*');
  const text = glob.slice(open ? 1 : 0, close ? -1 : undefined);
  if (open && close) return (value) => value.includes(text);
  if (open) return (value) => value.endsWith(text);
  if (close) return (value) => value.startsWith(text);
  return (value) => value === text;
}
