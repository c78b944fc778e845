import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseJson } from '../../../model/base/json.ts';
import type { Position } from '../../../model/base/position.ts';
import { partsOf } from '../document/address.ts';
import type { Instance, TerraformDocument } from '../document/instance.ts';
import { listAt, textAt } from '../document/json-values.ts';

interface Source {
  /** As messages name the file. */
  readonly file: string;
  readonly text: string;
}

/** Where resources were declared: in the `.tf` file where it is here, else in the plan. */
export class Declarations {
  readonly #plan: Source;
  readonly #files = new Map<string, readonly Source[]>();
  readonly #known = new Map<string, Position>();
  #addresses: ReadonlyMap<string, Omit<Position, 'file'>> | undefined;
  #installed: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly document: TerraformDocument,
    plan: Source,
    /** Absolute folder in which Terraform ran. */
    readonly root: string,
    readonly context: { readonly cwd: string; readonly readFile: (file: string) => string },
  ) {
    this.#plan = plan;
  }

  of(instance: Instance): Position {
    const known = this.#known.get(instance.address);
    if (known !== undefined) return known;
    const position = this.#written(instance) ?? this.#planned(instance.address);
    this.#known.set(instance.address, position);
    return position;
  }

  #written({ type, name, module }: Instance): Position | undefined {
    const folder = this.#folderOf(module);
    if (folder === undefined) return undefined;
    const head = new RegExp(`^[ \\t]*resource[ \\t]+"?${type}"?[ \\t]+"?${name}"?[ \\t]*\\{`, 'm');
    for (const source of this.#sources(folder)) {
      const match = head.exec(source.text);
      if (match !== null) return positionIn(source, match.index + match[0].search(/\S/));
    }
    return undefined;
  }

  /** The folder of a module: local ones by their source, installed ones as `terraform init` noted them. */
  #folderOf(module: string): string | undefined {
    const names = partsOf(module).filter((part): part is string => typeof part === 'string' && part !== 'module');
    let folder = this.root;
    let config = this.document.configuration;
    for (const [index, name] of names.entries()) {
      const call = config.calls.get(name);
      if (call === undefined) return undefined;
      const installed = this.#installedModules().get(names.slice(0, index + 1).join('.'));
      if (/^\.\.?\//.test(call.source)) folder = resolve(folder, call.source);
      else if (installed !== undefined) folder = resolve(this.root, installed);
      else return undefined;
      config = call.module;
    }
    return folder;
  }

  #installedModules(): ReadonlyMap<string, string> {
    this.#installed ??= new Map(
      listAt(parseJson(this.#read(join(this.root, '.terraform', 'modules', 'modules.json'))), 'Modules').map((one) => [
        textAt(one, 'Key') ?? '',
        textAt(one, 'Dir') ?? '.',
      ]),
    );
    return this.#installed;
  }

  #sources(folder: string): readonly Source[] {
    const known = this.#files.get(folder);
    if (known !== undefined) return known;
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:tf|tofu)$/.test(name)) : [];
    const sources = names.map((name) => {
      const path = join(folder, name);
      return { file: relative(this.context.cwd, path), text: this.#read(path) };
    });
    this.#files.set(folder, sources);
    return sources;
  }

  #read(file: string): string {
    try {
      return this.context.readFile(file);
    } catch {
      return '';
    }
  }

  #planned(address: string): Position {
    this.#addresses ??= addressesIn(this.#plan.text);
    const place = this.#addresses.get(JSON.stringify(address)) ?? { line: 1, column: 1 };
    return { file: this.#plan.file, ...place };
  }
}

/** Where each address stands first, in one pass: plans have megabytes, and often one line. */
function addressesIn(text: string): ReadonlyMap<string, Omit<Position, 'file'>> {
  const places = new Map<string, Omit<Position, 'file'>>();
  let line = 1;
  let lineStart = 0;
  for (const { 0: whole, 1: address = '', index } of text.matchAll(/\n|"address"\s*:\s*("(?:[^"\\]|\\.)*")/g)) {
    if (whole === '\n') {
      line += 1;
      lineStart = index + 1;
    } else if (!places.has(address)) places.set(address, { line, column: index - lineStart + 1 });
  }
  return places;
}

function positionIn({ file, text }: Source, index: number): Position {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return { file, line, column: index - before.lastIndexOf('\n') };
}
