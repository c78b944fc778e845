const DYNAMIC = /\{\{resolve:([^{}]+)\}\}/g;

/**
 * Replaces `{{resolve:ssm:/name:3}}` and the like. `known` answers by what `values:` calls them, without version: `ssm:/name`,
 * `secretsmanager:name:SecretString:key`.
 */
export function resolveDynamicReferences(text: string, known: (key: string) => string): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(DYNAMIC, (_, inside: string) => known(dynamicKey(inside)));
}

function dynamicKey(inside: string): string {
  const trimmed = inside.trim();
  if (/^ssm(?:-secure)?:/.test(trimmed)) return trimmed.replace(/:\d+$/, '').replace(/^ssm-secure:/, 'ssm:');
  return trimmed.replace(/:*$/, '');
}
