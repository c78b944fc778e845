import type { ProjectTemplate } from '../../../project-templates.ts';
import { SourceLink } from '../../parts/source.tsx';

/** Where a template of the project is written: its file, or the place inside the definition. */
export function Place({ template }: { readonly template: ProjectTemplate }) {
  const { files, position } = template;
  const [file, another] = files;
  if (file !== undefined && another === undefined)
    return <SourceLink position={{ file: file.file, line: 1, column: 1 }} />;
  if (position !== undefined) return <SourceLink position={position} />;
  return <span class="dim">{file === undefined ? 'inside the definition' : `in ${files.length} files alike`}</span>;
}

/** Why a template cannot be written back from here, and how its change gets into the project. */
export function whyNotWritten({ files, position }: ProjectTemplate): string | undefined {
  if (files.length === 1) return undefined;
  if (files.length > 1)
    return `These files have the same text: ${files.map(({ file }) => file).join(', ')}. Copy the change to the one that is meant.`;
  const where = position === undefined ? 'the definition' : `${position.file}, line ${position.line}`;
  return `This template stands inside ${where}. Copy the change there; only templates in files of their own (.vtl, .vm) are written from here.`;
}
