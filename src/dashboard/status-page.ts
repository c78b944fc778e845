import type { DashboardFacts } from './facts.ts';

const NEWEST = 50;

/** What runs and what happened last, without scripts. */
export function statusPage(facts: DashboardFacts): string {
  const apis = facts.apis.map(
    ({ name, type, stage, url }) =>
      `<tr><td>${escape(name)}<td>${escape(type)}<td>${escape(stage)}<td><code>${escape(url)}</code>`,
  );
  const exchanges = facts.exchanges
    .slice(-NEWEST)
    .reverse()
    .map(
      ({ startedAt, api, method, path, statusCode, durationMs, reason }) =>
        `<tr><td>${new Date(startedAt).toISOString().slice(11, 19)}<td>${escape(api)}<td>${escape(method)} <code>${escape(path)}</code>` +
        `<td>${statusCode}<td>${durationMs.toFixed(1)} ms<td>${escape(reason ?? '')}`,
    );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>gw-emulate</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentcolor 20%, transparent); overflow-wrap: anywhere }
</style>
<h1>gw-emulate</h1>
<table><tr><th>API<th>type<th>stage<th>URL${apis.join('')}</table>
<h2>Last requests</h2>
<table><tr><th>time<th>API<th>request<th>status<th>took<th>reason${exchanges.join('')}</table></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
