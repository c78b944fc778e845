import type { Position } from '../../../model/base/position.ts';
import type { SourceFrame } from '../../../observability/record/source-position.ts';
import { visible } from './visible.ts';
import { store } from '../live/store.ts';

/** The address that opens a file in the user's editor: `vscode` unless another was chosen. */
function editorHref({ file, line, column }: Position): string {
  const path = file.startsWith('/') ? file : `${store.state?.root ?? ''}/${file}`;
  const editor = localStorage.getItem('editor') ?? 'vscode';
  if (editor === 'idea') return `idea://open?file=${encodeURIComponent(path)}&line=${line}&column=${column}`;
  return `${editor}://file${path.split('/').map(encodeURIComponent).join('/')}:${line}:${column}`;
}

/** `short`: for tables, where the end of the path matters most. */
export function SourceLink({ position, short = false }: { readonly position: Position; readonly short?: boolean }) {
  const { file, line, column } = position;
  const place = `${file}:${line}:${column}`;
  return (
    <a
      class="mono src"
      href={editorHref(position)}
      title={short ? `Open ${place} in the editor (o)` : 'Open in the editor (o)'}
      data-editor
    >
      {short ? place.slice(file.lastIndexOf('/') + 1) : place}
    </a>
  );
}

/** Lines of a source file around a position, the one that is meant marked. */
export function Frame({
  frame,
  position,
  warning = false,
}: {
  readonly frame: SourceFrame;
  readonly position: Position;
  readonly warning?: boolean;
}) {
  return (
    <div class="frame" tabIndex={0} role="group" aria-label={`Source around line ${position.line}`}>
      <ol>
        {frame.lines.map((text, index) => {
          const number = frame.from + index;
          const isHit = number === position.line;
          return (
            <li key={number} class={isHit ? `hit ${warning ? 'w' : ''}` : ''}>
              <i>{number}</i>
              <span>{isHit ? <Marked text={visible(text)} /> : visible(text)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Marked({ text }: { readonly text: string }) {
  const indent = text.length - text.trimStart().length;
  return (
    <>
      {text.slice(0, indent)}
      <mark>{text.slice(indent)}</mark>
    </>
  );
}
