import { expect, test } from 'vitest';
import { constant, refs, type Written } from './plan-json.ts';
import { readPlan } from './reading.ts';

const fn = (values: object, more: Partial<Written> = {}): Written => ({
  type: 'aws_lambda_function',
  name: 'f',
  values: { function_name: 'f', handler: 'index.handler', runtime: 'nodejs20.x', package_type: 'Zip', ...values },
  ...more,
});

const codeOf = async (...resources: Written[]): Promise<unknown> => {
  const { described } = await readPlan({ resources });
  return described.functions?.[0]?.code;
};

const archive = (values: object, more: Partial<Written> = {}): Written => ({
  type: 'archive_file',
  name: 'zip',
  mode: 'data',
  values: { type: 'zip', output_path: './.build/f.zip', ...values },
  ...more,
});

test('a zip is served as it is', async () => {
  expect(await codeOf(fn({ filename: 'build/f.zip' }))).toEqual({ path: 'build/f.zip' });
});

test('the folder or file of an archive is served in place of its zip', async () => {
  expect(await codeOf(fn({ filename: '.build/f.zip' }), archive({ source_dir: './src/f' }))).toEqual({ path: 'src/f' });
  expect(
    await codeOf(fn({ filename: '.build/f.zip' }), archive({ source_file: 'src/index.js', source_dir: null })),
  ).toEqual({ path: 'src/index.js' });
  expect(
    await codeOf(fn({ filename: '.build/f.zip' }), archive({ source_content: 'exports.handler = () => 1' })),
  ).toEqual({ inline: true });
  expect(
    await codeOf(
      fn({ filename: '.build/f.zip' }),
      archive({ source: [{ content: 'exports.handler = () => 1', filename: 'index.js' }] }),
    ),
  ).toEqual({ inline: true });
});

test('an archive that is made during the apply is found by reference', async () => {
  const made: Written = {
    type: 'archive_file',
    name: 'zip',
    values: { source_dir: 'src/f' },
    unknown: { output_path: true },
  };
  expect(
    await codeOf(
      fn({}, { unknown: { filename: true }, expressions: { filename: refs('archive_file.zip.output_path') } }),
      made,
    ),
  ).toEqual({ path: 'src/f' });
});

test('code in a bucket is local where the object is of the input', async () => {
  const object: Written = {
    type: 'aws_s3_object',
    name: 'o',
    values: { bucket: 'b', key: 'f.zip', source: '.build/f.zip' },
  };
  expect(await codeOf(fn({ s3_bucket: 'b', s3_key: 'f.zip' }), object)).toEqual({ path: '.build/f.zip' });
  expect(await codeOf(fn({ s3_bucket: 'b', s3_key: 'f.zip' }), object, archive({ source_dir: 'src' }))).toEqual({
    path: 'src',
  });
  expect(await codeOf(fn({ s3_bucket: 'other', s3_key: 'f.zip' }), object)).toEqual({ s3: 's3://other/f.zip' });
});

test('the bucket may have a name that is known after the apply only', async () => {
  const bucket = { unknown: { bucket: true }, expressions: { bucket: refs('aws_s3_bucket.b.bucket') } };
  expect(
    await codeOf(
      fn(
        { s3_key: 'f.zip' },
        {
          unknown: { s3_bucket: true },
          expressions: { s3_bucket: refs('aws_s3_bucket.b.id'), s3_key: constant('f.zip') },
        },
      ),
      { type: 'aws_s3_object', name: 'o', values: { key: 'f.zip', source: 'f.zip' }, ...bucket },
      { type: 'aws_s3_bucket', name: 'b', unknown: { bucket: true } },
    ),
  ).toEqual({ path: 'f.zip' });
});

test('an image is named and not run', async () => {
  const { described } = await readPlan({
    resources: [
      fn({ package_type: 'Image', image_uri: '1.dkr.ecr.us-east-1.amazonaws.com/x:1', handler: null, runtime: null }),
    ],
  });
  expect(described.functions?.[0]?.code).toEqual({ image: true });
  expect(described.notRun).toMatchObject([{ id: 'aws_lambda_function.f', reason: 'its code is a container image' }]);
});

test('terraform-aws-modules/lambda: the source path that its program zips, variables in a dynamic block', async () => {
  const { described, said } = await readPlan({
    resources: [{ type: 'aws_dynamodb_table', name: 't', values: { name: 'orders' }, unknown: { arn: true } }],
    modules: {
      fn: {
        source: 'terraform-aws-modules/lambda/aws',
        variables: { environment_variables: { default: {} } },
        expressions: { environment_variables: refs('aws_dynamodb_table.t.arn') },
        resources: [
          fn(
            { filename: 'builds/0a1b.zip', environment: [{ variables: { STAGE: 'dev' } }] },
            {
              name: 'this',
              keys: [0],
              // The block is a dynamic one, which is not in the configuration.
              unknown: { arn: true, source_code_hash: true, environment: [{ variables: { TABLE: true } }] },
              expressions: { filename: refs('local.filename') },
            },
          ),
          {
            type: 'external',
            name: 'archive_prepare',
            mode: 'data',
            keys: [0],
            values: {
              query: {
                source_path: JSON.stringify([{ path: 'src/orders', npm_requirements: true }]),
                runtime: 'nodejs20.x',
              },
              result: { filename: 'builds/0a1b.zip', was_missing: 'true' },
            },
          },
          { type: 'null_resource', name: 'archive', keys: [0], values: { triggers: { filename: 'builds/0a1b.zip' } } },
        ],
      },
    },
  });
  expect(said).toEqual([]);
  expect(described.functions).toMatchObject([
    {
      id: 'module.fn.aws_lambda_function.this[0]',
      code: { path: 'src/orders' },
      environment: { STAGE: 'dev', TABLE: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders' },
    },
  ]);
});

test('the metadata of the SAM CLI says where sources are', async () => {
  expect(
    await codeOf(fn({ filename: 'f.zip' }), {
      type: 'null_resource',
      name: 'sam_metadata_aws_lambda_function_f',
      values: {
        triggers: {
          resource_name: 'aws_lambda_function.f',
          resource_type: 'ZIP_LAMBDA_FUNCTION',
          original_source_code: 'src/f',
          built_output_path: 'f.zip',
        },
      },
    }),
  ).toEqual({ path: 'src/f' });
});

test('a layer is a zip or the folder of its archive, and is named by its address', async () => {
  const { described, said } = await readPlan(
    {
      resources: [
        fn(
          { filename: 'f.zip' },
          { unknown: { layers: true }, expressions: { layers: refs('aws_lambda_layer_version.l.arn') } },
        ),
        {
          type: 'aws_lambda_layer_version',
          name: 'l',
          values: { layer_name: 'shared', filename: '.build/f.zip' },
          unknown: { arn: true },
        },
        archive({ source_dir: 'layer' }),
      ],
    },
    { 'layer/nodejs/x.js': '' },
  );
  expect(said).toEqual([]);
  expect(described.functions).toMatchObject([{ layers: ['aws_lambda_layer_version.l'] }]);
});

test('variables that are known after the apply only are as they will be, or names that values: can give', async () => {
  const withVariables = fn(
    { filename: 'f.zip', environment: [{ variables: { STAGE: 'dev' } }] },
    {
      unknown: { environment: [{ variables: { ORDERS_ARN: true, QUEUE: true, CERTIFICATE: true } }] },
      expressions: {
        environment: [
          {
            variables: refs(
              'aws_dynamodb_table.orders.arn',
              'aws_sqs_queue.q.url',
              'aws_acm_certificate.certificate.arn',
            ),
          },
        ],
      },
    },
  );
  const resources: Written[] = [
    withVariables,
    { type: 'aws_dynamodb_table', name: 'orders', values: { name: 'orders-dev' }, unknown: { arn: true } },
    { type: 'aws_sqs_queue', name: 'q', values: { name: 'jobs' }, unknown: { url: true } },
    { type: 'aws_acm_certificate', name: 'certificate', unknown: { arn: true } },
  ];
  const { described, said } = await readPlan({ resources });
  expect(described.functions?.[0]?.environment).toEqual({
    STAGE: 'dev',
    ORDERS_ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders-dev',
    QUEUE: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
    CERTIFICATE: 'aws_acm_certificate.certificate.arn',
  });
  expect(said.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'aws_acm_certificate.certificate.arn is known after the apply only; environment.variables.CERTIFICATE of aws_lambda_function.f has this name for its value',
  ]);
  const given = await readPlan({ resources }, {}, { 'aws_acm_certificate.certificate.arn': 'arn:aws:acm:x' });
  expect(given.described.functions?.[0]?.environment).toMatchObject({ CERTIFICATE: 'arn:aws:acm:x' });
});

test('a function URL belongs to its function; what else invokes functions is listed', async () => {
  const { described, said } = await readPlan({
    resources: [
      fn({ filename: 'f.zip' }, { unknown: { arn: true } }),
      {
        type: 'aws_lambda_function_url',
        name: 'u',
        values: { authorization_type: 'NONE', invoke_mode: 'BUFFERED', cors: [{ allow_origins: ['*'] }] },
        unknown: { function_name: true },
        expressions: { function_name: refs('aws_lambda_function.f.function_name') },
      },
      { type: 'aws_sqs_queue', name: 'q', values: { name: 'jobs' }, unknown: { arn: true } },
      {
        type: 'aws_lambda_event_source_mapping',
        name: 'jobs',
        values: { batch_size: 1 },
        unknown: { event_source_arn: true, function_name: true },
        expressions: {
          event_source_arn: refs('aws_sqs_queue.q.arn'),
          function_name: refs('aws_lambda_function.f.arn'),
        },
      },
      {
        type: 'aws_cloudwatch_event_rule',
        name: 'nightly',
        values: { name: 'nightly', schedule_expression: 'rate(1 day)' },
      },
      {
        type: 'aws_cloudwatch_event_target',
        name: 'nightly',
        values: { rule: 'nightly' },
        unknown: { arn: true },
        expressions: { arn: refs('aws_lambda_function.f.arn') },
      },
      { type: 'aws_s3_bucket', name: 'b', values: { bucket: 'uploads' } },
      {
        type: 'aws_s3_bucket_notification',
        name: 'n',
        values: { lambda_function: [{ events: ['s3:ObjectCreated:*'] }] },
        unknown: { bucket: true, lambda_function: [{ lambda_function_arn: true }] },
        expressions: {
          bucket: refs('aws_s3_bucket.b.id'),
          lambda_function: [{ lambda_function_arn: refs('aws_lambda_function.f.arn') }],
        },
      },
      {
        type: 'aws_sns_topic_subscription',
        name: 's',
        values: { protocol: 'lambda' },
        unknown: { topic_arn: true, endpoint: true },
        expressions: { topic_arn: refs('aws_sns_topic.t.arn'), endpoint: refs('aws_lambda_function.f.arn') },
      },
      { type: 'aws_sns_topic', name: 't', values: { name: 'news' }, unknown: { arn: true } },
      { type: 'aws_lambda_permission', name: 'p', values: {} },
    ],
  });
  expect(said).toEqual([]);
  expect(described.functions).toMatchObject([{ url: { auth: 'NONE', cors: { allowOrigins: ['*'] } } }]);
  const functionId = { function: 'aws_lambda_function.f' };
  expect(described.triggers).toMatchObject([
    {
      id: 'aws_lambda_event_source_mapping.jobs',
      kind: 'sqs',
      source: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      ...functionId,
    },
    { id: 'aws_cloudwatch_event_rule.nightly', kind: 'schedule', source: 'rate(1 day)', ...functionId },
    {
      id: 'aws_sns_topic_subscription.s',
      kind: 'sns',
      source: 'arn:aws:sns:us-east-1:123456789012:news',
      ...functionId,
    },
    { id: 'aws_s3_bucket_notification.n', kind: 's3', source: 'arn:aws:s3:::uploads', ...functionId },
  ]);
  expect(described.notRun ?? []).toEqual([]);
});
