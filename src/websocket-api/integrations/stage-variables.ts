const VARIABLE = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;

/** Puts stage variables into a URI or a function's name; an unknown one becomes nothing. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string {
  if (!text.includes('${')) return text;
  return text.replace(VARIABLE, (_, name: string) => variables[name] ?? '');
}
