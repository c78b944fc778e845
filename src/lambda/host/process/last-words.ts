/** What a Node process writes when it dies of its heap. */
const OUT_OF_MEMORY = /JavaScript heap out of memory|FATAL ERROR: .*(?:allocation|out of memory)/i;
const NO_THREADS = /Assertion failed.*uv_thread_create/;
/** The name that Node gives to its report about a fatal error has the number of the thread: report.<date>.<time>.<pid>.<thread>.<count>.json */
const REPORT_NAME = /report\.\d+\.\d+\.\d+\.(\d+)\.\d+\.json/;
/** Characters that are kept: a last stack fits. */
const KEPT = 16 * 1024;

/** The end of what a process wrote to stderr. */
export class LastWords {
  #text = '';

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT);
  }

  get text(): string {
    return this.#text;
  }

  get outOfMemory(): boolean {
    return OUT_OF_MEMORY.test(this.#text);
  }

  /** Whether Node could not start its own threads. */
  get lacksThreads(): boolean {
    return NO_THREADS.test(this.#text);
  }

  /** Number of the thread that a fatal error was in, where Node says so. */
  get thread(): number | undefined {
    const number = REPORT_NAME.exec(this.#text)?.[1];
    return number === undefined ? undefined : Number(number);
  }
}

/** Lines that Node adds for those who debug Node (the C++ stack, the remark about a report) and about debuggers that come and go. */
const FOR_NODE =
  /^(?:\s*\d+: 0x[\da-f]+ |----- Native stack trace -----|<--- JS stacktrace --->|(?:Failed to open|Writing) Node\.js report|Debugger (?:attached|ending)|For help, see: https:\/\/nodejs\.org\/.*inspector)/;

/** What of a line on stderr is for the log of a function. */
export function isForLog(line: string): boolean {
  return !FOR_NODE.test(line);
}
