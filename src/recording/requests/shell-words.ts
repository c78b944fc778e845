/** A command of a shell script: its words without their quotes, and the line it begins in. */
export interface ShellCommand {
  readonly line: number;
  readonly words: readonly string[];
}

export interface ShellText {
  readonly commands: readonly ShellCommand[];
  /** Lines with something that only a shell can do, and what that is. */
  readonly unreadable: readonly { readonly line: number; readonly what: string }[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  e: '\x1b',
  0: '\0',
};

/**
 * The commands of a text that a shell would run: quotes, escapes, continued lines, comments and `$NAME` are read, nothing is run.
 * `variable` gives the value of a name.
 */
export function shellCommands(text: string, variable: (name: string) => string | undefined): ShellText {
  const reader = new Reader(text, variable);
  return reader.read();
}

class Reader {
  #at = 0;
  #line = 1;
  #words: string[] = [];
  #word: string | undefined;
  #start = 1;
  /** What follows a pipe or a redirection is no word of the command. */
  #isBehind = false;
  readonly #commands: ShellCommand[] = [];
  readonly #unreadable: { line: number; what: string }[] = [];

  constructor(
    readonly text: string,
    readonly variable: (name: string) => string | undefined,
  ) {}

  read(): ShellText {
    while (this.#at < this.text.length) this.#step(this.text.charAt(this.#at));
    this.#endCommand();
    return { commands: this.#commands, unreadable: this.#unreadable };
  }

  #step(char: string): void {
    if (char === '\\' && /^\\\r?\n/.test(this.text.slice(this.#at, this.#at + 3))) {
      this.#endWord();
      this.#at += this.text.charAt(this.#at + 1) === '\r' ? 3 : 2;
      this.#line += 1;
    } else if (char === '\n') {
      this.#endCommand();
      this.#at += 1;
      this.#line += 1;
    } else if (/\s/.test(char)) {
      this.#endWord();
      this.#at += 1;
    } else if (char === '#' && this.#word === undefined) {
      while (this.#at < this.text.length && this.text.charAt(this.#at) !== '\n') this.#at += 1;
    } else if (char === ';' || char === '&') {
      this.#endCommand();
      this.#at += 1;
    } else if (char === '|' || char === '>' || char === '<') {
      // `2>/dev/null`
      if (/^\d$/.test(this.#word ?? '')) this.#word = undefined;
      this.#endWord();
      this.#isBehind = true;
      this.#at += 1;
    } else if (char === "'") {
      this.#quoted(this.#at + 1);
    } else if (char === '"') {
      this.#doubleQuoted();
    } else if (char === '\\') {
      this.#add(this.text.charAt(this.#at + 1));
      this.#at += 2;
    } else if (char === '$') {
      this.#dollar(false);
    } else if (char === '`') {
      this.#refuse('a command in backquotes');
    } else {
      this.#add(char);
      this.#at += 1;
    }
  }

  #quoted(from: number): void {
    const end = this.text.indexOf("'", from);
    if (end === -1) {
      this.#refuse('a quote that does not end');
      return;
    }
    this.#add(this.#counted(this.text.slice(from, end)));
    this.#at = end + 1;
  }

  #doubleQuoted(): void {
    this.#add('');
    this.#at += 1;
    while (this.text.charAt(this.#at) !== '"') {
      const char = this.text.charAt(this.#at);
      if (char === '') {
        this.#refuse('a quote that does not end');
        return;
      }
      if (char === '$') {
        if (!this.#dollar(true)) return;
      } else if (char === '`') {
        this.#refuse('a command in backquotes');
        return;
      } else if (char === '\\' && /["\\$`\n]/.test(this.text.charAt(this.#at + 1))) {
        const next = this.#counted(this.text.charAt(this.#at + 1));
        this.#add(next === '\n' ? '' : next);
        this.#at += 2;
      } else {
        this.#add(this.#counted(char));
        this.#at += 1;
      }
    }
    this.#at += 1;
  }

  /** Whether it could be read. */
  #dollar(isQuoted: boolean): boolean {
    const rest = this.text.slice(this.#at);
    if (!isQuoted && rest.startsWith("$'")) return this.#escaped();
    if (rest.startsWith('$(')) return this.#refuse('a command in $( )');
    const [written, braced, plain] = /^\$(?:\{(\w+)\}|(\w+))/.exec(rest) ?? [];
    const name = braced ?? plain;
    if (written === undefined || name === undefined) {
      this.#add('$');
      this.#at += 1;
      return true;
    }
    const value = this.variable(name);
    if (value === undefined) return this.#refuse(`the variable $${name}, which has no value`);
    this.#add(value);
    this.#at += written.length;
    return true;
  }

  /** `$'…'`, as browsers copy requests. */
  #escaped(): boolean {
    const match = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(this.text.slice(this.#at));
    if (match === null) return this.#refuse('a quote that does not end');
    this.#add(
      this.#counted(match[1] ?? '').replace(/\\(u[0-9a-fA-F]{1,4}|x[0-9a-fA-F]{1,2}|[\s\S])/g, (_all, escape: string) =>
        /^[ux]./.test(escape) ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : (ESCAPES[escape] ?? escape),
      ),
    );
    this.#at += match[0].length;
    return true;
  }

  /** What cannot be read makes the rest of its command unreadable, lines that it goes on in included. */
  #refuse(what: string): false {
    this.#unreadable.push({ line: this.#line, what });
    const rest = /^(?:[^\n\\]|\\[\s\S])*/.exec(this.text.slice(this.#at))?.[0] ?? '';
    this.#counted(rest);
    this.#at += rest.length;
    this.#words = [];
    this.#word = undefined;
    return false;
  }

  #counted(text: string): string {
    this.#line += text.split('\n').length - 1;
    return text;
  }

  #add(text: string): void {
    if (this.#word === undefined && this.#words.length === 0) this.#start = this.#line;
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word !== undefined && !this.#isBehind) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(): void {
    this.#endWord();
    this.#isBehind = false;
    if (this.#words.length > 0) this.#commands.push({ line: this.#start, words: this.#words });
    this.#words = [];
  }
}
