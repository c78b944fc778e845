/**
 * What a key of a configuration that is laid over another input may be as well: an id in a nested stack or of another stage (`Nested/Api`), an address of
 * Terraform (`module.m["k"].aws_lambda_function.f[0]`).
 */
const INPUT_IDS = String.raw`[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)+|(module\..+\.)?aws_[a-z0-9_]+\.[A-Za-z0-9_-]+(\[.+\])?(/.+)?`;

/** The pattern of keys that match `own`, or name a part of the input that the configuration is laid over. */
export function keysLike(own: string): string {
  return `^(${own}|${INPUT_IDS})$`;
}
