import { AskingButton } from '../../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import type { RunningFault } from '../../../../drills/running-fault.ts';
import { encode, type Failure, post, remove } from '../../live/api.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { FailureNotice, Loading } from '../../parts/notice.tsx';
import { say } from '../../parts/toast.tsx';
import type { ApiFacts } from '../api-facts.ts';
import { DrillRow } from './drill-row.tsx';
import { type FaultFacts, writtenRule } from './facts.ts';
import { NewDrill } from './new-drill.tsx';
import { Touched } from './touched.tsx';

/** What goes wrong on purpose: the rules that are on, those that were on while the page is open, and a new one. */
export function Drills() {
  const { total, state, exchanges } = useStore();
  const { value, failure, reload } = useEndpoint<FaultFacts>('faults', `${total} ${state?.counts.drills}`);
  const apis = useEndpoint<{ apis: ApiFacts[] }>('apis', state?.reload?.at);
  const [ended, setEnded] = useState<readonly RunningFault[]>([]);
  const faults = value?.faults ?? [];
  const off = ended.filter(({ id }) => faults.every((fault) => fault.id !== id));

  const end = (fault: RunningFault): void => {
    setEnded([...off, fault]);
    void remove(`faults/${encode(fault.id)}`)
      .catch((error: Failure) => say(error.message))
      .then(reload);
  };
  const again = (fault: RunningFault): void => {
    void post('faults', writtenRule(fault))
      .then(() => setEnded(off.filter(({ id }) => id !== fault.id)))
      .catch((error: Failure) => say(error.message))
      .then(reload);
  };
  const allOff = (): void => {
    setEnded([...off, ...faults]);
    void remove('faults')
      .catch((error: Failure) => say(error.message))
      .then(reload);
  };

  return (
    <>
      <div class="tools-view">
        <h1>Drills</h1>
        <span class="mid only-wide">
          Faults that you switch on. Every exchange they touch carries the mark <span class="tag drill">drill</span>.
        </span>
        <AskingButton type="button" class="push" onClick={allOff} disabled={faults.length === 0}>
          All off
        </AskingButton>
      </div>
      <div class="split wide stack">
        <div class="pane" tabIndex={0} role="region" aria-label="Drills">
          {failure === undefined ? null : <FailureNotice failure={failure} what="The list of drills" />}
          {value === undefined && failure === undefined ? <Loading what="drills" /> : null}
          {value !== undefined && faults.length + off.length === 0 ? (
            <div class="blank">
              <h2>No drill is on</h2>
              <p class="mid">Choose one beside this list, or write it under faults: in the configuration.</p>
            </div>
          ) : (
            <table class="grid cards switches">
              <thead>
                <tr>
                  <th>On</th>
                  <th>Drill</th>
                  <th>Where</th>
                  <th class="num">Share</th>
                  <th class="num">Effect</th>
                  <th class="num">Touched</th>
                  <th class="num">Left</th>
                </tr>
              </thead>
              <tbody>
                {faults.map((fault) => (
                  <DrillRow key={fault.id} fault={fault} isOn flip={() => end(fault)} />
                ))}
                {off.map((fault) => (
                  <DrillRow key={fault.id} fault={fault} isOn={false} flip={() => again(fault)} />
                ))}
              </tbody>
            </table>
          )}
          <Touched exchanges={exchanges} />
        </div>
        <NewDrill kinds={value?.kinds ?? {}} apis={apis.value?.apis ?? []} added={reload} />
      </div>
    </>
  );
}
