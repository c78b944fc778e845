import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Model } from '../../model/definition/model.ts';
import type { SourceContext } from '../../observability/record/refusal.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

/** Bytes of a source file that is shown around a position; larger ones are generated. */
const MAX_SOURCE = 2 * 1024 * 1024;

/** How positions become lines of the project's files. Nothing outside the project is read. */
export function sourceContext(cwd: string, model: () => Model): SourceContext {
  const inside = (file: string): string | undefined => {
    const path = resolve(cwd, file);
    const roots = [cwd, model().root];
    return roots.some((root) => path.startsWith(root + sep)) ? path : undefined;
  };
  return {
    read(file) {
      const path = inside(file);
      try {
        return path === undefined || statSync(path).size > MAX_SOURCE ? undefined : readRegularFile(path);
      } catch {
        return undefined;
      }
    },
    functionNamed: (name) => (Object.hasOwn(model().functions, name) ? model().functions[name] : undefined),
    ownFile(path) {
      const file = path.startsWith('file:') ? fileURLToPath(path) : path;
      if (!isAbsolute(file) || file.includes(`${sep}node_modules${sep}`) || inside(file) === undefined)
        return undefined;
      return relative(cwd, file);
    },
  };
}
