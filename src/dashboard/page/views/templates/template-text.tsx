import type { ComponentChildren } from 'preact';
import { bytes } from '../../parts/format.ts';
import { Code } from '../../parts/code.tsx';
import { Icon } from '../../parts/icon.tsx';
import { NumberedText } from './numbered-text.tsx';
import { jsonProblem } from './inputs.ts';
import { brokenLine, type Rendered } from './rendered.ts';

interface TemplateTextProps {
  readonly template: string;
  readonly write: (text: string) => void;
  readonly rendered: Rendered | undefined;
  /** Where it is written. */
  readonly place: ComponentChildren;
  readonly isEdited: boolean;
}

/** A template, and what it makes of the inputs. */
export function TemplateText({ template, write, rendered, place, isEdited }: TemplateTextProps) {
  return (
    <>
      <section class="a-tpl" aria-label="Template">
        <div class="phead">
          <h2 class="sub">Template</h2>
          {place}
          {isEdited ? <span class="push client">edited</span> : null}
        </div>
        <NumberedText label="Template text" value={template} write={write} marked={rendered?.error?.line} />
      </section>
      <section class="a-out" aria-label="Output">
        <div class="phead">
          <h2 class="sub">Output</h2>
          {rendered === undefined ? null : <OutputState rendered={rendered} />}
        </div>
        <div class="sec">
          <Code text={rendered?.output ?? ''} wrap label="Output of the template" />
        </div>
      </section>
    </>
  );
}

function OutputState({ rendered: { output, error } }: { readonly rendered: Rendered }) {
  if (error !== undefined) {
    return (
      <span class="st server">
        <Icon name="server" />
        does not render: line {error.line}
      </span>
    );
  }
  const isJson = jsonProblem(output) === undefined;
  const line = isJson ? undefined : brokenLine(output);
  return (
    <>
      <span class={`st ${isJson ? 'ok' : 'client'}`}>
        <Icon name={isJson ? 'ok' : 'client'} />
        {isJson ? 'JSON' : line === undefined ? 'no JSON' : `no JSON: line ${line}`}
      </span>
      <span class="push dim">{bytes(new TextEncoder().encode(output).length)}</span>
    </>
  );
}
