import type { Positions } from '../../template/positions.ts';
import { isHolder, setMember } from '../values.ts';

/**
 * What serverless-pseudo-parameters makes of a template: texts with `#{AWS::Region}` become `Fn::Sub`. The plugin is older than the
 * framework's own variables of that kind, and many services still have it.
 */
export function withPseudoParameters(positions: Positions, value: unknown): unknown {
  if (typeof value === 'string') return value.includes('#{') ? { 'Fn::Sub': substituted(value) } : value;
  if (!isHolder(value)) return value;
  const copy: object = positions.copied(value, Array.isArray(value) ? [] : {});
  for (const [key, member] of Object.entries(value)) {
    const isInside = key === 'Fn::Sub' && typeof member === 'string';
    setMember(copy, key, isInside ? substituted(member) : withPseudoParameters(positions, member));
  }
  return copy;
}

function substituted(text: string): string {
  return text.replace(/#\{([^}]+)\}/g, (_, name: string) => `\${${name.replace(/^@/, '!')}}`);
}
