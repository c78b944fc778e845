import { textAt } from '../text-map.ts';

const PLACEHOLDER = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;

/** A text with its stage variables put in, or the names of those that the stage does not have (http-api.md 10.2). */
export type Substituted = { readonly text: string } | { readonly missing: readonly string[] };

/** Variables belong to the stage, so this happens once per deployment, not per request. */
export function substituteStageVariables(text: string, variables: Readonly<Record<string, string>>): Substituted {
  const missing: string[] = [];
  const substituted = text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = textAt(variables, name);
    if (value === undefined) missing.push(name);
    return value ?? placeholder;
  });
  return missing.length === 0 ? { text: substituted } : { missing };
}
