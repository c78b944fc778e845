/** Names of headers, query parameters, cookies and JSON members whose values are worth hiding. */
const SECRET =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|(?:x-)?api[-_]?key|x-amz-credential|access[-_]?key(?:[-_]?id)?|(?:secret|private)[-_]?(?:access[-_]?)?key|passwd|pwd|otp|credentials?|code[-_]?verifier)$|(?:token|secret|password|signature)$/i;

/** Names of the same form for where a list goes on. */
const CURSOR = /(?:next|previous|page|pagination|continuation|start(?:ing)?|cursor|sync|resume)[-_]?token$/i;

/** Whether a header, parameter or member of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !CURSOR.test(name);
}
