/** Which function a caller of the Lambda API means. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
}

/** Region and account of an ARN are not looked at: there is one account here. */
const REFERENCE =
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?([\w.-]+)(?::(\$LATEST|[\w-]+))?$/;

/**
 * Reads a `FunctionName` as Lambda accepts it: a name, a partial ARN (`123456789012:function:name`) or a full one, each with or without a
 * qualifier. `undefined` if it is not one of them.
 */
export function parseFunctionReference(text: string): FunctionReference | undefined {
  // The longest that the API accepts.
  if (text.length > 170) return undefined;
  const [, name, qualifier] = REFERENCE.exec(text) ?? [];
  if (name === undefined) return undefined;
  return qualifier === undefined ? { name } : { name, qualifier };
}
