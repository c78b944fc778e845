import { createHash } from 'node:crypto';

/** Of what a part of the model means: without what differs between machines, which is places in files, ports, and the folder of the project. */
export function fingerprint(value: unknown, root: string): string {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (key === 'declaredAt' || key === 'port') return undefined;
    return typeof part === 'string' ? part.replaceAll(root, '.') : part;
  });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
