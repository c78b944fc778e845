/**
 * A path that is put together where it is used. esbuild would bundle every file that the path might mean, tests and notes among them; nobody
 * deploys that, and what is found only at run time it would not find.
 */
const JOINED = /(?<![.\w$])(require|import)(\s*\(\s*)(?=(?:'\.[^'\n]*'|"\.[^"\n]*")\s*\+|`\.[^`]*\$\{)/g;

/** What a bundle has no such thing of: the loader's own objects, and the place of a module beside the others. */
const LOADER =
  /\brequire\s*\.\s*(?:cache|extensions)\b|\brequire\s*\.\s*resolve\s*\(\s*(?:['"`]\.|[^'"`\s])|\bmodule\s*\.\s*(?:filename|id|paths?|children|parent|loaded|require)\b/;
const OWN_MODULE_VARIABLE = /\b(?:const|let|var)\s+module\b|\bmodule\s*(?:=>|:|[,)])/;

/** esbuild's notes about a path that is not a literal. */
export const RUN_TIME_NOTES = ['unsupported-require-call', 'unsupported-dynamic-import'] as const;

/** The source without the paths that are joined at run time; the same text when it has none. */
export function withoutJoinedPaths(source: string): string {
  return source.replace(JOINED, (_call, name: string, opening: string) => `__gwRunTime_${name}${opening}`);
}

/** Whether a source asks the module loader for more than modules by literal paths. */
export function asksTheLoader(source: string): boolean {
  return LOADER.test(source) && !OWN_MODULE_VARIABLE.test(source);
}
