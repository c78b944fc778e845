import type { NodeDescription } from '../contract.ts';

/**
 * What two nodes say differently, in words: `API "chat"`, `functions`. None for nodes that have no API in common: those are other gateways on the
 * same engine.
 */
export function differences(one: NodeDescription, other: NodeDescription): string[] {
  const theirs = new Map(other.apis.map((api) => [api.id, api]));
  if (!one.apis.some(({ id }) => theirs.has(id))) return [];
  const found: string[] = [];
  for (const { id, name, fingerprint } of one.apis) {
    const match = theirs.get(id);
    if (match === undefined) found.push(`the API "${name}", which is served only here`);
    else if (match.fingerprint !== fingerprint) found.push(`the API "${name}"`);
  }
  const own = new Set(one.apis.map(({ id }) => id));
  for (const { id, name } of other.apis) if (!own.has(id)) found.push(`the API "${name}", which is served only there`);
  const names = new Set([...Object.keys(one.settings), ...Object.keys(other.settings)]);
  for (const name of names) if (one.settings[name] !== other.settings[name]) found.push(name);
  return found;
}
