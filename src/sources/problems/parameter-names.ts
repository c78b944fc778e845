/** Names of method request parameters that REST APIs take (docs/aws/rest-api.md#url-and-parameter-rules). */
const NAME = /^[a-zA-Z0-9:._$-]+$/;

/** Why a REST API refuses a name of a header, query or path parameter, in AWS's words; `undefined` where it does not. */
export function parameterNameProblem(name: string): string | undefined {
  if (NAME.test(name)) return undefined;
  return `Parameter name should match the following regular expression: ${NAME.source}`;
}
