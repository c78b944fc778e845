// One table of everything that was measured, with the targets beside it.

/** What the project wants to reach: ratios to the bare server, milliseconds, megabytes. */
const TARGETS = {
  'HTTP API GET': '0.40',
  'edge, by name': '0.95 of its port',
  'edge, by domain': '0.95 of its port',
  'edge to REST': '0.95 of its port',
  'REST proxy GET': '0.35',
  'REST MOCK template': '0.70',
  'HTTP proxy': '0.90 of bare proxy',
  'WebSocket, 1': '0.50',
  'WebSocket, 50': '0.40',
  'sample app, no services': '170 ms',
  '100 functions': '200 ms',
  '100 functions, SAM': '260 ms',
  '100 functions, serverless.yml': '260 ms',
  '1,000 functions, 2,000 routes': '400 ms',
  'save: 1 of 100 functions': '40 ms',
  'save: 1 of 1,000 functions': '40 ms',
  'save: a module that 1,000 share': '100 ms',
  'called: 100 functions': '350 MB',
  'called: 1,000 functions': '350 MB',
  'HTTP API, 2,000 routes': '0.95 of 20 routes',
  'record, closed': '3 %',
  'record, open': '15 %',
  idle: '130 MB',
  installed: '25 MB',
};

export function report(result) {
  const lines = [
    `gw-emulate bench: Node ${result.node}, ${result.processors} processors, load average ${result.load.before.toFixed(1)} before and ${result.load.after.toFixed(1)} after, ${result.tookSeconds} s${result.awake ? ', processors kept awake' : ''}`,
    '',
  ];
  const { throughput = [], routing = [], compare } = result;
  const rows = [...throughput, ...routing, ...(compare?.row ? [compare.row] : [])];
  if (rows.length > 0) lines.push(...requestTable(rows), '');
  const facts = [
    ...recordFacts(result),
    ...startFacts(result),
    ...compareFacts(result),
    ...saveFacts(result),
    ...givenUpFacts(result),
    ...memoryFacts(result),
    ...calledFacts(result),
    ...socketFacts(result),
    ...sizeFacts(result),
  ];
  if (facts.length > 0) lines.push(...table([['figure', 'value', 'target'], ...facts]), '');
  if (compare?.skipped !== undefined) lines.push(`serverless-offline: ${compare.skipped}`, '');
  return lines.join('\n');
}

function requestTable(rows) {
  return table([
    [
      'requests or round trips',
      '/s',
      'ratio',
      'target',
      'p50 ms',
      'p99 ms',
      'p99 ratio',
      'cpu µs each',
      'of it host',
      'cpu ratio',
      'wrong',
    ],
    ...rows.map((row) => [
      row.name,
      String(Math.round(row.perSecond)),
      row.ratio?.toFixed(3) ?? '',
      TARGETS[row.name] ?? '',
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.p99Ratio?.toFixed(1) ?? '',
      row.microseconds.toFixed(0),
      row.hostMicroseconds > 0 ? row.hostMicroseconds.toFixed(0) : '',
      row.processorRatio?.toFixed(1) ?? '',
      String(row.wrong),
    ]),
  ]);
}

function recordFacts({ record = [] }) {
  return record.flatMap(({ name, microseconds, closed, open, pageBytes }) => [
    [`record, ${name}: processor time without a page`, more(closed, microseconds), TARGETS['record, closed']],
    [
      `record, ${name}: with the page open (${Math.round(pageBytes / 1000)} kB/s)`,
      more(open, microseconds),
      TARGETS['record, open'],
    ],
  ]);
}

function more({ processor, perSecond }, microseconds) {
  const added = (processor - 1) * 100;
  return `${added >= 0 ? '+' : ''}${added.toFixed(1)} % of ${microseconds.toFixed(0)} µs (requests/s ${perSecond.toFixed(2)})`;
}

function startFacts({ starts = [] }) {
  return starts.map(({ name, milliseconds, ratio, overConfig }) => [
    `start to first answer: ${name}`,
    `${Math.round(milliseconds)} ms (${ratio.toFixed(1)} × bare${overConfig === undefined ? '' : `, ${overConfig.toFixed(2)} × emulator.config.yaml`})`,
    TARGETS[name] ?? '',
  ]);
}

function compareFacts({ compare }) {
  if (!compare?.row) return [];
  const { name, startMs, many } = compare;
  return [
    [`start to first answer: ${name}`, `${Math.round(startMs)} ms`, ''],
    [`start to first answer: ${name}, 100 functions`, `${Math.round(many.startMs)} ms`, ''],
    [`save to changed answer: ${name}, 1 of 100 functions`, `${Math.round(many.saveMs)} ms`, ''],
    [`resident, 100 functions called once: ${name}`, resident(many.resident), ''],
  ];
}

function saveFacts({ saves = [] }) {
  return saves.map(({ name, milliseconds, slowest, floor }) => [
    `save to changed answer, ${name}`,
    `${Math.round(milliseconds)} ms (slowest ${Math.round(slowest)}${floor === undefined ? '' : `, its AWS SDK client alone ${Math.round(floor)}`})`,
    TARGETS[`save: ${name}`] ?? '',
  ]);
}

function givenUpFacts({ givenUp }) {
  if (givenUp === undefined) return [];
  const { warm, givenUp: cold } = givenUp;
  return [
    [
      'call to a function whose environment was given up',
      `${cold.toFixed(1)} ms (warm ${warm.toFixed(1)})`,
      'warm + 35 ms',
    ],
  ];
}

function socketFacts({ idleSockets }) {
  if (idleSockets === undefined) return [];
  const { sockets, bare, emulator } = idleSockets;
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
  return [
    [
      `resident, each of ${sockets} idle WebSocket connections`,
      `${kilobytes(emulator.resident)} KB, ${kilobytes(emulator.heap)} of it heap (bare ws ${kilobytes(bare.resident)}, ${kilobytes(bare.heap)})`,
      '8 KB',
    ],
  ];
}

function calledFacts({ manyCalled = [] }) {
  return manyCalled.map(({ name, seconds, called, of, ...memory }) => [
    `resident, all processes, ${called} of ${of} functions called once in ${Math.round(seconds)} s`,
    resident(memory),
    TARGETS[`called: ${name}`] ?? '',
  ]);
}

function memoryFacts({ memory }) {
  if (memory?.idle === undefined) return [];
  return [
    ['resident, idle sample app', resident(memory.idle), TARGETS.idle],
    [`resident after ${memory.requests / 10} requests`, resident(memory.afterWarmUp), ''],
    [`resident after ${memory.requests} requests`, resident(memory.after), 'no growth'],
  ];
}

/** All processes; in parentheses, what they share counted once. */
function resident(memory) {
  if (memory?.own === undefined) return 'not known';
  const { own, children, once } = memory;
  return `${Math.round(own + children)} MB (${Math.round(once)} once)`;
}

function sizeFacts({ sizes }) {
  if (sizes === undefined) return [];
  return [
    [
      'installed, production only',
      `${sizes.installedMb.toFixed(1)} MB in ${sizes.packages} packages`,
      TARGETS.installed,
    ],
    ['package', `${sizes.packedMb.toFixed(2)} MB packed, ${sizes.unpackedMb.toFixed(1)} MB unpacked`, ''],
  ];
}

/** Columns, the first one left and the others right aligned. */
function table(rows) {
  const widths = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}
