import { percentDecode } from '../../model/http/percent-decoding.ts';

/**
 * A path as payload 2.0 shows it: decoded, but `%2F` keeps its spelling and so never adds a segment (recorded 2020:
 * docs/aws/http-api.md#slashes-and-encoding).
 */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  return path
    .split(/(%2f)/i)
    .map((part, index) => (index % 2 === 1 ? part : percentDecode(part)))
    .join('');
}
