/** Names of headers, query parameters, cookies and JSON members whose values are worth hiding. */
const SECRET =
  /^(?:authorization|proxy-authorization|authorizationtoken|cookie|set-cookie|x-api-key|api[-_]?key|x-amz-(?:security-token|signature|credential)|(?:x-)?(?:access|id|refresh|session|auth|csrf|xsrf)[-_]?token|token|x-csrf|client[-_]?secret|secret|secret[-_]?(?:access)?[-_]?key|access[-_]?key(?:[-_]?id)?|private[-_]?key|password|passwd|pwd|credentials?|otp|code[-_]?verifier)$/i;

/** Whether a header, parameter or member of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}
