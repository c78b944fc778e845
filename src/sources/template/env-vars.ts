import { relative } from 'node:path';
import type { InputContext } from '../input.ts';
import { nearestHint } from '../problems/nearest.ts';
import { whyUnreadable } from '../problems/unreadable.ts';
import { Positions } from './positions.ts';
import { readTemplateText } from './read-template.ts';
import { isMap, type Template, type TemplateMap } from './template.ts';

/** The section of the file that holds for all functions. */
const FOR_ALL = 'Parameters';

/**
 * A file as `sam local --env-vars` takes it: variables by logical id or name of the function, or for all of them under `Parameters`. Like
 * there, only variables that the template declares are replaced; others are named in a warning.
 */
export class EnvVars {
  readonly #used = new Set<string>();
  /** Logical ids and names. */
  readonly #functions = new Set<string>();

  private constructor(
    readonly file: string,
    readonly sections: TemplateMap,
    readonly positions: Positions,
  ) {}

  /** `undefined` where the file cannot be read; a problem says why. */
  static read(file: string, { cwd, files, problems, readFile }: InputContext): EnvVars | undefined {
    const name = relative(cwd, file);
    files.add(file);
    try {
      const positions = new Positions();
      const { value, isBroken } = readTemplateText(readFile(file), name, problems, positions);
      if (isMap(value)) return new EnvVars(name, value, positions);
      if (!isBroken) problems.error(`${name} must hold a map of functions with their variables`);
    } catch (error) {
      problems.error(`--env-vars cannot be read: ${whyUnreadable(error, name)}`);
    }
    return undefined;
  }

  /** Replaces variables of the functions of a template. */
  apply({ value }: Template): void {
    const resources = value['Resources'];
    for (const [id, resource] of Object.entries(isMap(resources) ? resources : {})) {
      if (!isMap(resource) || resource['Type'] !== 'AWS::Lambda::Function') continue;
      const properties = resource['Properties'];
      const environment = isMap(properties) ? properties['Environment'] : undefined;
      const variables = isMap(environment) ? environment['Variables'] : undefined;
      const name = isMap(properties) ? properties['FunctionName'] : undefined;
      const names = typeof name === 'string' ? [id, name] : [id];
      for (const one of names) this.#functions.add(one);
      for (const section of [FOR_ALL, ...names]) this.#applySection(section, isMap(variables) ? variables : {});
    }
  }

  /** Says which variables no function declares, once all templates have been completed. */
  check({ problems }: InputContext): void {
    for (const [section, variables] of Object.entries(this.sections)) {
      if (section !== FOR_ALL && !this.#functions.has(section)) {
        const hint = () => nearestHint(section, [...this.#functions], 'functions');
        problems.warning(`there is no function "${section}"`, this.positions.of(this.sections, section)?.key, hint);
        continue;
      }
      if (!isMap(variables)) {
        problems.error(
          `"${section}" in ${this.file} must be a map of variables`,
          this.positions.of(this.sections, section)?.value,
          `Write it as { "${section}": { "NAME": "value" } }.`,
        );
        continue;
      }
      for (const name of Object.keys(variables)) {
        if (this.#used.has(`${section} ${name}`)) continue;
        problems.warning(
          `the template declares no variable "${name}" of "${section}", so the function does not get it`,
          this.positions.of(variables, name)?.key,
          'Declare it under Environment of the function; sam local wants that too.',
        );
      }
    }
  }

  #applySection(section: string, variables: TemplateMap): void {
    const given = Object.hasOwn(this.sections, section) ? this.sections[section] : undefined;
    for (const [name, value] of Object.entries(isMap(given) ? given : {})) {
      if (!Object.hasOwn(variables, name)) continue;
      this.#used.add(`${section} ${name}`);
      variables[name] = value;
    }
  }
}
