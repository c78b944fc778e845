import { AskingButton } from '../../live/asking-button.tsx';
import { type Failure, post } from '../../live/api.ts';
import { count } from '../../parts/format.ts';
import { say } from '../../parts/toast.tsx';
import type { KeyFacts } from './facts.ts';
import { Reveal } from './reveal.tsx';
import type { Revealing } from './reveal.tsx';

export function Keys({
  keys,
  reveals,
  toggle,
  changed,
}: { readonly keys: readonly KeyFacts[]; readonly changed: () => void } & Revealing) {
  if (keys.length === 0) return <p class="blank mid">No API has API keys.</p>;
  const reset = (api: string, key: string): void =>
    void post('access/usage/reset', { api, key }).then(changed, (error: Failure) => say(error.message));
  return (
    <>
      <table class="grid">
        <thead>
          <tr>
            <th>API</th>
            <th>Key</th>
            <th>Value</th>
            <th>Plan</th>
            <th>Quota</th>
            <th class="num">Used</th>
            <th>
              <span class="sr">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.flatMap(({ api, name, value, enabled, plans }) =>
            (plans.length === 0 ? [undefined] : plans).map((plan) => {
              const share = plan?.quota === undefined ? 0 : Math.min(100, ((plan.used ?? 0) / plan.quota.limit) * 100);
              return (
                <tr key={`${api} ${name} ${plan?.name}`}>
                  <td class="mid">{api}</td>
                  <td>
                    {name}
                    {enabled ? '' : ' (disabled)'}
                  </td>
                  <td class="mono dim">{value}</td>
                  <td>{plan?.name ?? 'in no plan'}</td>
                  <td>
                    {plan?.quota === undefined ? (
                      '–'
                    ) : (
                      <svg
                        class="meter"
                        viewBox="0 0 100 6"
                        preserveAspectRatio="none"
                        role="img"
                        aria-label={`${Math.round(share)} per cent used`}
                      >
                        <rect class="bg" width="100" height="6" />
                        <rect class={`fg ${share >= 90 ? 'hot' : ''}`} width={share.toFixed(1)} height="6" />
                      </svg>
                    )}
                  </td>
                  <td class="num">
                    {plan?.quota === undefined
                      ? '–'
                      : `${plan.used === null ? 'unknown' : count(plan.used)} of ${count(plan.quota.limit)} a ${plan.quota.period.toLowerCase()}`}
                  </td>
                  <td class="num">
                    <AskingButton
                      type="button"
                      class="plain"
                      aria-label={`Reset ${name}`}
                      onClick={() => reset(api, name)}
                    >
                      Reset
                    </AskingButton>
                  </td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
      <Reveal reveals={reveals} toggle={toggle} />
    </>
  );
}
