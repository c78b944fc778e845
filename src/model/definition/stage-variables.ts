const PLACEHOLDER = /\$\{stageVariables\.([^}]*)\}/g;

/**
 * Puts stage variables into a text of the configuration: a URI, a function's name, a VPC link. `missing` says what stands for a variable
 * that the stage does not have; nothing by default (docs/aws/rest-api.md#stage-variables).
 */
export function fillStageVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
  missing: (name: string) => string = () => '',
): string {
  if (!text.includes('${')) return text;
  return text.replace(PLACEHOLDER, (_, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : missing(name),
  );
}
