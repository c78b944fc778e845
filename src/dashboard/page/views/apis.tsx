import { get } from '../live/api.ts';
import { link, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { count, ms } from '../parts/format.ts';
import { MenuButton } from '../parts/menu-button.tsx';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { SourceLink } from '../parts/source.tsx';
import { download } from '../parts/toast.tsx';
import type { ApiFacts } from './api-facts.ts';

/** The routes of all APIs with their targets, authorizers and numbers. */
export function Apis() {
  const { total } = useStore();
  const { query } = useAddress();
  const { value, failure } = useEndpoint<{ apis: ApiFacts[] }>('apis', total);
  const wanted = (query['q'] ?? '').toLowerCase();
  const rows = (value?.apis ?? []).flatMap((api) => api.routes.map((route) => ({ api, route })));
  const shown = rows.filter(({ api, route }) =>
    `${api.name} ${route.routeKey} ${route.target} ${route.authorizer}`.toLowerCase().includes(wanted),
  );
  const exportable = (value?.apis ?? []).filter(({ type }) => type !== 'websocket');
  return (
    <>
      <div class="tools-view">
        <h1>APIs</h1>
        <input
          class="filter"
          type="search"
          aria-label="Filter"
          placeholder="Filter routes"
          data-filter
          value={query['q'] ?? ''}
          onInput={(event) => setQuery({ q: event.currentTarget.value })}
        />
        <span class="push dim only-wide">
          from {[...new Set((value?.apis ?? []).map(({ source }) => source))].join(' and ')}
        </span>
        <MenuButton
          label="OpenAPI document"
          items={exportable.map(({ name }) => ({ label: name, run: () => void save(name) }))}
        />
      </div>
      <div class="pane" data-fill tabIndex={0} role="region" aria-label="Routes">
        {failure === undefined ? null : <FailureNotice failure={failure} what="The list of APIs" />}
        {value === undefined && failure === undefined ? <Loading what="APIs" /> : null}
        <table class="grid cards">
          <thead>
            <tr>
              <th>API</th>
              <th>Method</th>
              <th>Route</th>
              <th>Target</th>
              <th>Authorizer</th>
              <th class="num">Count</th>
              <th class="num">Errors</th>
              <th class="num">p50 ms</th>
              <th class="num">p99 ms</th>
              <th>Declared</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ api, route }) => {
              const [method = '', path] = route.routeKey.split(' ');
              return (
                <tr key={`${api.name} ${route.routeKey}`}>
                  <td class="mid off">{api.name}</td>
                  <td class="mono off">{path === undefined ? '' : method}</td>
                  <td class="mono name">
                    <a
                      class="row"
                      href={
                        api.type === 'websocket'
                          ? link('sockets')
                          : link('compose', [], { api: api.name, route: route.routeKey })
                      }
                    >
                      {path === undefined ? null : <span class="only-narrow mid">{method} </span>}
                      {path ?? method}
                    </a>
                  </td>
                  <td class="state">{route.target === '' ? '–' : route.target}</td>
                  <td class="mid off">{route.authorizer === 'none' ? '–' : route.authorizer}</td>
                  <td class="num" data-l="count">
                    {count(route.count)}
                  </td>
                  <td class={`num ${route.errors > 0 ? 'server' : ''}`} data-l="errors">
                    {count(route.errors)}
                  </td>
                  <td class="num off">{route.latency === null || route.count === 0 ? '–' : ms(route.latency.p50)}</td>
                  <td class="num" data-l="p99">
                    {route.latency === null || route.count === 0 ? '–' : ms(route.latency.p99)}
                  </td>
                  <td class="off">
                    {route.position === undefined ? null : <SourceLink position={route.position} short />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

async function save(name: string): Promise<void> {
  const document = await get<object>(`apis/${encodeURIComponent(name)}/openapi`);
  download(`${name}.openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
}
