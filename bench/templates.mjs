// Renderings per second of ten typical mapping templates: our engine against velocityjs, in turns, in one process.
// `node bench/templates.mjs [--json]`. Both parse once and render many times; both print the same text, which is checked first.
import { build } from 'esbuild';
import { Compile, parse } from 'velocityjs';

const ROUNDS = 9;
const ROUND_MS = 200;

const bundled = await build({
  stdin: {
    contents: `export { compileTemplate } from './src/mapping/velocity/compile-template.ts';
               export { apiGatewayVariables } from './src/mapping/template-variables/index.ts';`,
    resolveDir: new URL('..', import.meta.url).pathname,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const { compileTemplate, apiGatewayVariables } = await import(
  `data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].text).toString('base64')}`
);

const body = JSON.stringify({
  id: 42,
  name: 'Ann',
  note: 'says "hi"',
  error: 'no such pet',
  tags: ['a', 'b', 'c'],
  items: Array.from({ length: 20 }, (_, i) => ({ id: `i${i}`, name: `item ${i}`, price: i, stock: { S: `s${i}` } })),
});
const params = { path: { id: '42' }, querystring: { kind: 'dog', page: '2' }, header: { Accept: '*/*' } };
const context = {
  requestId: 'r-1',
  stage: 'dev',
  httpMethod: 'GET',
  resourcePath: '/pets/{id}',
  identity: { sourceIp: '1.2.3.4', userAgent: 'curl' },
};
const stageVariables = { fn: 'orders', v: '1.0' };

const templates = {
  'mock status': '{"statusCode": 200}',
  'pass through': "$input.json('$')",
  'few fields': '{"id": "$input.params(\'id\')", "name": $input.json(\'$.name\'), "stage": "$context.stage"}',
  'escape a text': '{"note": "$util.escapeJavaScript($input.path(\'$.note\'))"}',
  'list to list':
    '#set($root = $input.path(\'$\'))\n{"items": [\n#foreach($item in $root.items)\n  {"key": "$item.id", "label": "$item.name.toUpperCase()"}#if($foreach.hasNext),#end\n\n#end\n]}',
  'DynamoDB answer':
    '#set($root = $input.path(\'$\'))\n[#foreach($e in $root.items){"id": "$e.id", "stock": "$e.stock.S"}#if($foreach.hasNext),#end#end]',
  'dump parameters':
    '#set($all = $input.params())\n{\n#foreach($type in $all.keySet())\n#set($p = $all.get($type))\n"$type": {#foreach($k in $p.keySet())"$k": "$p.get($k)"#if($foreach.hasNext), #end#end}#if($foreach.hasNext),#end\n#end\n}',
  'error branch':
    '#set($e = $input.path(\'$.error\'))\n#if($e.startsWith(\'no such\'))\n{"status": 404, "message": "$e"}\n#elseif($e != \'\')\n{"status": 500}\n#else\n$input.path(\'$.name\')\n#end',
  arithmetic:
    '#set($sum = 0)#foreach($i in [1..20])#set($sum = $sum + $i * 2)#end{"sum": $sum, "half": #set($h = $sum / 2)$h}',
  macro:
    '#macro(field $k $v)"$k": "$v"#end{#field("a" $context.requestId), #field("b" $stageVariables.fn), #field("c" "x")}',
};

const input = { body, params, context, stageVariables };

/** The same variables for velocityjs, which calls JavaScript's own methods. */
function plainVariables() {
  const json = JSON.parse(body);
  const find = (path) =>
    path
      .replace(/^\$\.?/, '')
      .split('.')
      .filter(Boolean)
      .reduce((value, key) => value?.[key], json);
  return {
    input: {
      path: find,
      json: (path) => JSON.stringify(find(path)),
      params: (name) =>
        name === undefined ? params : (params.path[name] ?? params.querystring[name] ?? params.header[name]),
    },
    util: { escapeJavaScript: (text) => JSON.stringify(text).slice(1, -1) },
    context,
    stageVariables,
  };
}

function measure(render) {
  const end = performance.now() + ROUND_MS;
  let count = 0;
  const start = performance.now();
  while (performance.now() < end) {
    for (let i = 0; i < 20; i += 1) render();
    count += 20;
  }
  return (count / (performance.now() - start)) * 1000;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const squeeze = (text) => text.replace(/\s+/g, '');

const rows = Object.entries(templates).map(([name, text]) => {
  const compiled = compileTemplate(text);
  const tree = parse(text);
  const ours = () => compiled.render(apiGatewayVariables(input));
  const theirs = () => new Compile(tree).render(plainVariables());
  const same = squeeze(ours()) === squeeze(theirs());
  const speeds = { ours: [], theirs: [] };
  // In turns, so that a busy moment of the machine meets both.
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds.ours.push(measure(ours));
    speeds.theirs.push(measure(theirs));
  }
  const [mine, other] = [median(speeds.ours), median(speeds.theirs)];
  return {
    template: name,
    ours: Math.round(mine),
    velocityjs: Math.round(other),
    ratio: Number((mine / other).toFixed(2)),
    sameText: same,
  };
});

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ bench: 'templates', unit: 'renderings per second', node: process.version, rows }));
} else {
  console.table(rows);
  console.log('renderings per second, median of', ROUNDS, 'alternating rounds;', process.version);
}
