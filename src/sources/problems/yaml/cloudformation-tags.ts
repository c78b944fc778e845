/** `!Ref` and `!Condition` keep their names; every other short form stands for `Fn::…`. */
const FUNCTIONS = new Set([
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
]);

export function isCloudFormationTag(tag: string): boolean {
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' || FUNCTIONS.has(name);
}

/**
 * The long form of a short-form intrinsic: `!Sub text` is `{ "Fn::Sub": text }`. `!GetAtt a.b` becomes a list, as in JSON. `undefined` for
 * tags that CloudFormation does not know.
 */
export function longForm(tag: string, value: unknown): Record<string, unknown> | undefined {
  const name = tag.slice(1);
  if (!isCloudFormationTag(tag)) return undefined;
  if (!FUNCTIONS.has(name)) return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': splitAtFirstDot(value) };
  return { [`Fn::${name}`]: value };
}

function splitAtFirstDot(text: string): string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
