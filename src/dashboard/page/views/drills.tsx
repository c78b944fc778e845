import { useEndpoint } from '../live/use-endpoint.ts';
import { Code, jsonText } from '../parts/code.tsx';

/** What can be made to go wrong on purpose, where this version can do it. */
export function Drills() {
  const { value, failure } = useEndpoint<{ faults: unknown[] }>('faults');
  return (
    <>
      <div class="tools-view">
        <h1>Drills</h1>
        <span class="mid only-wide">
          Faults that you switch on. Every exchange they touch carries the mark <span class="tag drill">drill</span>.
        </span>
      </div>
      <div class="pane" data-fill>
        {failure?.status === 404 ? (
          <div class="blank">
            <h2>No drills in this version</h2>
            <p class="mid">
              <code>/_gw/faults</code> is not served by this version of gw-emulate, so nothing can be made to fail on
              purpose.
            </p>
          </div>
        ) : null}
        {value === undefined ? null : value.faults.length === 0 ? (
          <div class="blank">
            <h2>No drill is on</h2>
            <p class="mid">Switch one on with:</p>
            <Code box text="npx gw-emulate fault add" label="Example" />
          </div>
        ) : (
          <div class="sec">
            <Code box text={jsonText(value.faults)} label="Drills" />
          </div>
        )}
      </div>
    </>
  );
}
