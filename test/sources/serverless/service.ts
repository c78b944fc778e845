import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { read, type ServerlessOptions, type ServerlessProject } from '../../../src/sources/serverless/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { withoutMarks } from '../../../src/sources/aws-resources/placeholder.ts';

export type Files = Readonly<Record<string, string>>;

/** Reads a service of the given files; `main` is the first of them. The environment is empty unless given. */
export async function readFiles(files: Files, options: ServerlessOptions = {}): Promise<ServerlessProject> {
  const folder = temporaryFolder('serverless');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const [main = 'serverless.yml'] = Object.keys(files);
  return read(main, { cwd: folder, environment: {}, ...options });
}

/** A service of one function and one route, `rest` below it. */
export function service(rest: string): string {
  return `service: shop\nprovider: { name: aws, runtime: nodejs22.x }\n${rest}\n`;
}

/** Reads a service of one file in which nothing may be wrong. */
export async function compiled(text: string, options: ServerlessOptions = {}, files: Files = {}): Promise<Resources> {
  return resourcesOf(await readFiles({ 'serverless.yml': text, ...files }, options));
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}
export type Resources = Readonly<Record<string, Resource>>;

export function resourcesOf(project: ServerlessProject): Resources {
  const errors = project.problems.list.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(said(project).join('\n'));
  return project.template?.value['Resources'] as unknown as Resources;
}

/** The problems as the command line prints them, without frames. */
export function said({ problems }: ServerlessProject): string[] {
  return problems.list.map(({ severity, message, position, hint }) => {
    const place = position ? `${position.file}:${position.line}:${position.column}: ` : '';
    return `${place}${severity === 'error' ? '' : `${severity}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

/** The variables of one function. */
export function environmentOf(resources: Resources, id: string): unknown {
  const environment = resources[id]?.Properties['Environment'] as { Variables: Record<string, unknown> } | undefined;
  return environment && JSON.parse(withoutMarks(JSON.stringify(environment.Variables)));
}
