import { Code } from '../../parts/code.tsx';
import { Icon } from '../../parts/icon.tsx';
import { jsonProblem } from './inputs.ts';
import type { Rendered } from './rendered.ts';

interface TemplateTextProps {
  readonly template: string;
  readonly write: (text: string) => void;
  readonly rendered: Rendered | undefined;
}

/** A template, and what it makes of the inputs. */
export function TemplateText({ template, write, rendered }: TemplateTextProps) {
  const isJson = rendered !== undefined && jsonProblem(rendered.output) === undefined;
  return (
    <>
      <section class="a-tpl" aria-label="Template">
        <div class="phead">
          <h2 class="sub">Template</h2>
        </div>
        <textarea
          class="editor"
          spellcheck={false}
          aria-label="Template text"
          value={template}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </section>
      <section class="a-out" aria-label="Output">
        <div class="phead">
          <h2 class="sub">Output</h2>
          {rendered === undefined ? null : (
            <span class={`st ${isJson ? 'ok' : 'client'}`}>
              <Icon name={isJson ? 'ok' : 'client'} />
              {isJson ? 'JSON' : 'no JSON'}
            </span>
          )}
        </div>
        <div class="sec">
          <Code text={rendered?.output ?? ''} wrap label="Output of the template" />
        </div>
      </section>
    </>
  );
}
