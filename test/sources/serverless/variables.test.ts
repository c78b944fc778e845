import { expect, test } from 'vitest';
import { compiled, resourcesOf, environmentOf, readFiles, said, service } from './service.ts';

/** Variables of the function `f` by the texts that are written for them. */
async function values(texts: Readonly<Record<string, string>>, rest = '', options = {}, files = {}): Promise<unknown> {
  const lines = Object.entries(texts).map(([name, text]) => `      ${name}: ${JSON.stringify(text)}`);
  const text = service(`${rest}\nfunctions:\n  f:\n    handler: a.b\n    environment:\n${lines.join('\n')}`);
  return environmentOf(await compiled(text, options, files), 'FLambdaFunction');
}

test('self reads the service, through other variables and into lists', async () => {
  const custom =
    'custom: { name: orders, stages: { dev: { table: t-dev } }, list: [x, y], here: "${self:custom.stages.${sls:stage}}" }';
  expect(
    await values(
      {
        A: '${self:service}',
        B: '${self:custom.here.table}',
        C: '${self:custom.list.1}',
        D: '${self:provider.runtime}',
      },
      custom,
    ),
  ).toEqual({ A: 'shop', B: 't-dev', C: 'y', D: 'nodejs22.x' });
});

test('fallbacks are read from left to right: sources, text in either quotes, numbers, booleans and null', async () => {
  expect(
    await values(
      {
        A: "${self:custom.no, env:NO, self:custom.yes, 'late'}",
        B: "${self:custom.no, 'it''s'}".replace("''", ''),
        C: '${self:custom.no, "a \\"b\\", c"}',
        D: '${self:custom.no, 42}',
        E: '${self:custom.no, true}',
        F: '${self:custom.no, null}',
        G: "${self:custom.no, ''}",
      },
      'custom: { yes: 1.5 }',
    ),
  ).toEqual({ A: '1.5', B: 'its', C: 'a "b", c', D: '42', E: 'true', G: '' });
});

test('variables inside a text concatenate; what CloudFormation means by ${…} stays', async () => {
  expect(
    await values({
      A: 'pre-${self:service}-${sls:stage}/x',
      B: '${AWS::Region}-${Bucket}-${self:service}',
      C: '\\${self:service} and \\\\${self:service}',
      D: '${Outer${self:service}}',
    }),
  ).toEqual({
    A: 'pre-shop-dev/x',
    B: '${AWS::Region}-${Bucket}-shop',
    C: '${self:service} and \\shop',
    D: '${Outershop}',
  });
});

test('opt, sls, aws, env and param read what the command was given', async () => {
  const options = {
    stage: 'qa',
    region: 'eu-west-1',
    params: { KEY: 'cli=1' },
    environment: { HOME_TOWN: 'Oslo', EMPTY: '' },
    accountId: '111122223333',
  };
  expect(
    await values(
      {
        A: '${opt:stage}',
        B: "${opt:region, 'x'}",
        C: '${sls:stage}',
        D: '${aws:region}/${aws:accountId}',
        E: '${env:HOME_TOWN}',
        F: "${env:EMPTY, 'default'}",
        G: '${param:KEY}',
        H: '${param:table}/${param:common}/${param:both}',
        I: '${param:late}',
      },
      'params: { qa: { table: t-qa, both: qa }, default: { common: c, both: default }, prod: { table: "${self:custom.no}" } }\nstages: { default: { params: { late: v4 } } }',
      options,
    ),
  ).toEqual({
    A: 'qa',
    B: 'eu-west-1',
    C: 'qa',
    D: 'eu-west-1/111122223333',
    E: 'Oslo',
    F: '',
    G: 'cli=1',
    H: 't-qa/c/qa',
    I: 'v4',
  });
});

test('strToBool turns text into a boolean', async () => {
  const resources = await compiled(
    service(
      'functions: { f: { handler: a.b, url: "${strToBool(${env:URL})}" }, g: { handler: a.b, url: "${strToBool(0)}" } }',
    ),
    { environment: { URL: 'TRUE' } },
  );
  expect(Object.keys(resources).filter((id) => id.endsWith('Url'))).toEqual(['FLambdaFunctionUrl']);
});

test('file reads YAML with short forms, JSON and text, by keys and with variables of its own', async () => {
  expect(
    await values(
      {
        A: '${file(./c/a.yml):deep.key}',
        B: '${file(c/b.json):list.1}',
        C: '${file(c/raw.txt)}',
        D: "${file(./no.yml):x, 'absent'}",
        E: '${file(c/a.yml):own}',
        F: '${file(c/${sls:stage}.yml):x}',
      },
      '',
      {},
      {
        'c/a.yml': 'deep: { key: bottom }\nown: "${self:service}-${file(c/b.json):list.0}"\narn: !GetAtt Table.Arn\n',
        'c/b.json': '{ "list": ["one", "two"] }',
        'c/raw.txt': 'just text',
        'c/dev.yml': 'x: of dev',
      },
    ),
  ).toEqual({ A: 'bottom', B: 'two', C: 'just text', D: 'absent', E: 'shop-one', F: 'of dev' });
});

test('what only AWS knows comes from values, or is marked as unknown', async () => {
  const project = await readFiles(
    {
      'serverless.yml': service(
        'functions: { f: { handler: a.b, environment: { A: "${ssm:/shop/key}", B: "${cf(eu-west-1):net.Vpc}", C: "${ssm:/no, \'local\'}", D: "x-${vault:secret}" } } }',
      ),
    },
    { values: { 'ssm:/shop/key': 'abc', 'cf:net.Vpc': 'vpc-1' } },
  );
  expect(said(project)).toEqual([]);
  const Resources = resourcesOf(project);
  expect(environmentOf(Resources, 'FLambdaFunction')).toEqual({
    A: 'abc',
    B: 'vpc-1',
    C: 'local',
    D: 'x-vault:secret',
  });
});

test('an environment variable that is not set is reported once, and a text stands in for it', async () => {
  const project = await readFiles({
    'serverless.yml': service('functions: { f: { handler: a.b, environment: { A: "${env:KEY}", B: "${env:KEY}" } } }'),
  });
  expect(said(project)).toEqual([
    'serverless.yml:3:51: warning: the environment has no KEY; "<env:KEY>" stands in for it (Set KEY, or give the variable a default: ${env:KEY, \'text\'}.)',
  ]);
});

test('a value that is a list or a map replaces its whole text', async () => {
  const resources = await compiled(
    service(
      'custom: { layers: ["arn:aws:lambda:us-east-1:1:layer:a:1"] }\nfunctions: { f: { handler: a.b, layers: "${self:custom.layers}" } }',
    ),
  );
  expect(resources['FLambdaFunction']?.Properties['Layers']).toEqual(['arn:aws:lambda:us-east-1:1:layer:a:1']);
});

test('useDotenv reads .env.STAGE, else .env; the environment wins and references are expanded', async () => {
  const files = { '.env': 'A=plain\nB=${A}-$C\nD=${NO:-fallback}\n', '.env.qa': 'A=qa\n' };
  const texts = { A: '${env:A}', B: "${env:B, 'no'}", D: "${env:D, 'no'}" };
  const environment = { C: 'real' };
  expect(await values(texts, 'useDotenv: true', { environment }, files)).toEqual({
    A: 'plain',
    B: 'plain-real',
    D: 'fallback',
  });
  expect(await values(texts, 'useDotenv: true', { environment, stage: 'qa' }, files)).toEqual({
    A: 'qa',
    B: 'no',
    D: 'no',
  });
  expect(await values(texts, 'useDotenv: true', { environment: { A: 'real' } }, files)).toMatchObject({ A: 'real' });
});

test('a member of an unknown value is unknown too, with one warning for all', async () => {
  const project = await readFiles({
    'serverless.yml': service(
      'custom: { secrets: "${file(./secrets.json)}", net: "${cf:network}" }\nfunctions: { f: { handler: a.b, environment: { A: "${self:custom.secrets.KEY}", B: "${self:custom.secrets.deep.er}", C: "${self:custom.net.Vpc}" } } }',
    ),
  });
  expect(said(project)).toEqual([
    'serverless.yml:3:20: warning: the file secrets.json does not exist; "<file(./secrets.json)>" stands in for it (Create it, or give the variable a default.)',
  ]);
  expect(environmentOf(resourcesOf(project), 'FLambdaFunction')).toEqual({
    A: '<file(./secrets.json).KEY>',
    B: '<file(./secrets.json).deep.er>',
    C: 'cf:network.Vpc',
  });
});

test('provider.stage and provider.region have their defaults where the service says nothing', async () => {
  expect(
    await values({
      A: '${opt:stage, self:provider.stage}',
      B: '${self:provider.region}',
      C: "${self:provider.stage, 'own'}",
    }),
  ).toEqual({ A: 'dev', B: 'us-east-1', C: 'own' });
});
