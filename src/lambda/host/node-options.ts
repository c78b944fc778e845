import type { Preload } from '../environment/protocol.ts';

/** What the function's `NODE_OPTIONS` mean for a thread. */
export interface ThreadNodeOptions {
  /** Modules that the runtime loads before the handler: a thread starts before it is known for which function. */
  readonly preloads: readonly Preload[];
  /** Variables that Node itself has to read when the thread starts; `undefined` when there are none. */
  readonly early: Readonly<Record<string, string>> | undefined;
}

/** Always on in an environment. */
const SOURCE_MAPS = '--enable-source-maps';

const PRELOADS: Readonly<Record<string, Preload['by']>> = {
  '-r': 'require',
  '--require': 'require',
  '--import': 'import',
};

/** Variables of Node that are read when they are needed, or by the runtime. */
const READ_LATER = new Set(['NODE_OPTIONS', 'NODE_PATH', 'NODE_ENV', 'NODE_TLS_REJECT_UNAUTHORIZED']);

/** What a function's variables mean for the thread that it runs in. */
export function threadNodeOptions(variables: Readonly<Record<string, string>>): ThreadNodeOptions {
  const preloads: Preload[] = [];
  const rest: string[] = [];
  const words = nodeOptionWords(variables['NODE_OPTIONS'] ?? '');
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name, value] = splitOnce(word);
    const by = PRELOADS[name];
    if (by) preloads.push({ by, specifier: value ?? words[(at += 1)] ?? '' });
    else if (word !== SOURCE_MAPS) rest.push(word);
  }
  const early = Object.entries(variables).filter(([name]) => name.startsWith('NODE_') && !READ_LATER.has(name));
  if (rest.length > 0) early.push(['NODE_OPTIONS', rest.map(quoted).join(' ')]);
  return { preloads, early: early.length === 0 ? undefined : Object.fromEntries(early) };
}

/** V8's options that Node takes from the variable. They are set for all threads of a process at once, and ignored when a thread asks. */
const OF_V8 = new Set([
  '--abort-on-uncaught-exception',
  '--disallow-code-generation-from-strings',
  '--enable-etw-stack-walking',
  '--expose-gc',
  '--huge-max-old-generation-size',
  '--interpreted-frames-native-stack',
  '--jitless',
  '--max-old-space-size',
  '--max-semi-space-size',
  '--perf-basic-prof',
  '--perf-basic-prof-only-functions',
  '--perf-prof',
  '--perf-prof-unwinding-info',
  '--stack-trace-limit',
]);

/** Whether a thread would silently do without something of `NODE_OPTIONS`. What it refuses shows when it starts. */
export function asksForProcess(text: string): boolean {
  return nodeOptionWords(text).some((word) => {
    const name = splitOnce(word)[0].replaceAll('_', '-');
    return OF_V8.has(name) || (name.startsWith('--') && !process.allowedNodeEnvironmentFlags.has(name));
  });
}

/** Whether the function sets V8's limit for its heap itself. */
export function setsHeapLimit(text: string): boolean {
  return /--max[-_]old[-_]space[-_]size/.test(text);
}

/** The words of `NODE_OPTIONS` as Node reads them: separated by spaces, double quotes keep them together, a backslash takes a quote as it is. */
export function nodeOptionWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g))
    words.push(word.replace(/"((?:\\.|[^"\\])*)"/g, (_all, inside: string) => inside.replace(/\\(.)/g, '$1')));
  return words;
}

function splitOnce(word: string): [string, string?] {
  const equals = word.indexOf('=');
  return equals === -1 || !word.startsWith('--') ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

function quoted(word: string): string {
  return /[\s"\\]/.test(word) ? `"${word.replace(/["\\]/g, String.raw`\$&`)}"` : word;
}
