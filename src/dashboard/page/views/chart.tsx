import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { clockTime, count } from '../parts/format.ts';
import type { ChartFacts, ChartLine } from './charts.ts';

const MINUTE = 60_000;
const HEIGHT = 128;
const COLOURS: Readonly<Record<ChartLine['tone'], string>> = {
  l1: '--seg-handler',
  l2: '--seg-integration',
  l3: '--seg-authorizer',
  'l-client': '--client',
  'l-server': '--server',
};
const DASHES: Readonly<Record<ChartLine['tone'], number[] | undefined>> = {
  l1: undefined,
  l2: [5, 2],
  l3: [2, 2],
  'l-client': [5, 2],
  'l-server': [2, 2],
};

/** A chart over time: thin lines that differ in colour and dash, zero at the bottom, no animation. */
export function Chart({ chart, minutes }: { readonly chart: ChartFacts; readonly minutes: number | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const { title, unit, lines, hasGaps = false } = chart;
  const times = timesOf(lines, minutes);
  const data = [
    times.map((time) => time / 1000),
    ...lines.map(({ values }) => times.map((time) => values.get(time) ?? (hasGaps ? null : 0))),
  ];
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const plot = new uPlot(options(chart, element), data as uPlot.AlignedData, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [JSON.stringify(data)]);
  const now = lines.map((line) => `${line.name} now ${lastText(line, times, hasGaps)}`).join(', ');
  return (
    <figure class="chart">
      <header>
        <h2 class="sub">{title}</h2>
        <span class="dim">{unit}</span>
      </header>
      <div class="u" ref={place} role="img" aria-label={`${title}, ${unit}: ${now}`} />
      <figcaption class="key">
        {lines.map((line) => (
          <span key={line.name}>
            <i
              class={`${line.tone} ${DASHES[line.tone] === undefined ? '' : line.tone === 'l3' || line.tone === 'l-server' ? 'dot' : 'dash'}`}
            />
            {line.name} <b>{lastText(line, times, hasGaps)}</b>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Every minute of the range. */
function timesOf(lines: readonly ChartLine[], minutes: number | undefined): number[] {
  const last = Math.floor(Date.now() / MINUTE) * MINUTE;
  const sampled = lines.flatMap(({ values }) => [...values.keys()]);
  const first = minutes === undefined ? Math.min(last - 4 * MINUTE, ...sampled) : last - (minutes - 1) * MINUTE;
  return Array.from({ length: Math.round((last - first) / MINUTE) + 1 }, (_, index) => first + index * MINUTE);
}

/** The value of this minute or the last. */
function lastText({ values }: ChartLine, times: readonly number[], hasGaps: boolean): string {
  const last = values.get(times.at(-1) ?? 0) ?? values.get(times.at(-2) ?? 0);
  return last === undefined && hasGaps ? '–' : count(last ?? 0);
}

function options({ lines, hasGaps = false }: ChartFacts, element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-3'),
    font: '10px system-ui, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      {
        ...axis,
        size: 22,
        space: 70,
        values: (_plot, splits) => splits.map((seconds) => clockTime(seconds * 1000, false).slice(0, 5)),
      },
      { ...axis, size: 40, space: 28, values: (_plot, splits) => splits.map((value) => value.toLocaleString('en-US')) },
    ],
    series: [
      {},
      ...lines.map(({ tone }) => ({
        stroke: colour(COLOURS[tone]),
        width: 1.25,
        // With gaps, a minute that stands alone would not show as a line.
        points: { show: hasGaps, size: 4, fill: colour(COLOURS[tone]) },
        ...(DASHES[tone] === undefined ? {} : { dash: DASHES[tone] }),
      })),
    ],
  };
}
