import { dirname, resolve } from 'node:path';
import { parseJsonWithComments, tsconfigFiles } from './tsconfig.ts';

interface Rules {
  /** Absolute; what a name that no pattern fits may stand below. */
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, each with absolute targets. */
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

/** Nobody edits a tsconfig in an environment's life. */
const known = new Map<string, Rules>();

/** Absolute paths, without extensions perhaps, that the `paths` and the `baseUrl` above a source make of an import's name; the best first. */
export function pathsOf(specifier: string, importer: string): string[] {
  const folder = dirname(importer);
  const rules = known.get(folder) ?? rulesOf(folder);
  known.set(folder, rules);
  const fitting = rules.paths
    .flatMap(([pattern, targets]) => {
      const [before = '', after] = pattern.split('*');
      if (after === undefined) return specifier === pattern ? [{ length: Number.POSITIVE_INFINITY, targets }] : [];
      const fits =
        specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
      const rest = specifier.slice(before.length, specifier.length - after.length);
      return fits ? [{ length: before.length, targets: targets.map((target) => target.replace('*', () => rest)) }] : [];
    })
    .sort((a, b) => b.length - a.length);
  return [...(fitting[0]?.targets ?? []), ...(rules.baseUrl === undefined ? [] : [resolve(rules.baseUrl, specifier)])];
}

/** The nearest tsconfig's own settings come before those that it extends; of several parents the last wins. */
function rulesOf(folder: string): Rules {
  const [own, ...parents] = tsconfigFiles(folder);
  const configDir = own === undefined ? folder : dirname(own);
  const files = [...(own === undefined ? [] : [own]), ...parents.reverse()];
  const options = files.map((file) => ({ at: dirname(file), ...parseJsonWithComments(file)?.compilerOptions }));
  const based = options.find(({ baseUrl }) => baseUrl !== undefined);
  const baseUrl = based && resolve(based.at, withConfigDir(based.baseUrl ?? '.', configDir));
  const mapped = options.find(({ paths }) => paths !== undefined);
  const from = baseUrl ?? mapped?.at ?? folder;
  const paths = Object.entries(mapped?.paths ?? {}).map(
    ([pattern, targets]) =>
      [pattern, targets.map((target) => resolve(from, withConfigDir(target, configDir)))] as const,
  );
  return { baseUrl, paths };
}

/** `${configDir}` at the beginning of a path is the folder of the nearest tsconfig, in those that it extends too (TypeScript 5.5). */
function withConfigDir(path: string, configDir: string): string {
  return path.startsWith(CONFIG_DIR) ? configDir + path.slice(CONFIG_DIR.length) : path;
}

const CONFIG_DIR = '${configDir}';
