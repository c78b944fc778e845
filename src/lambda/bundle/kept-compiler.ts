import { Compiler } from './compiler.ts';
import type { Compilation } from './compiler.ts';

/** A compiler that is kept, with all that it has parsed, for as long as the same entry files are built. */
export class KeptCompiler {
  readonly #root: string;
  readonly #outputFolder: string;
  #compiler: Compiler | undefined;
  /** What the compiler was made for. */
  #key = '';

  /** Both absolute. */
  constructor(root: string, outputFolder: string) {
    this.#root = root;
    this.#outputFolder = outputFolder;
  }

  /** `files`: distinct and in a fixed order. */
  async compile(files: readonly string[], layerFolders: readonly string[]): Promise<Compilation> {
    if (files.length === 0) return { entries: new Map(), faults: new Map() };
    const key = [...files, '', ...layerFolders].join('\0');
    if (key !== this.#key || !this.#compiler) {
      await this.#compiler?.dispose();
      this.#compiler = new Compiler(this.#root, this.#outputFolder, files, layerFolders);
      this.#key = key;
    }
    return this.#compiler.compile();
  }

  async dispose(): Promise<void> {
    await this.#compiler?.dispose();
  }
}
