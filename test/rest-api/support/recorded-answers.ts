/**
 * What the functions of the recording test_aws_proxy_response_payload_format_validation returned, by the step `invoke-api-…` that shows what
 * the client got.
 */
export const RECORDED_ANSWERS: readonly (readonly [step: string, answer: unknown])[] = [
  ['no-body', { statusCode: 200 }],
  ['with-headers', { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } }],
  ['with-headers-null', { statusCode: 200, headers: null }],
  ['wrong-format', { statusCode: 200, wrongValue: 'value' }],
  ['b64-encoded-true', { statusCode: 200, body: 'dGVzdC1kYXRh', isBase64Encoded: true }],
  ['b64-encoded-false', { statusCode: 200, body: 'dGVzdC1kYXRh' }],
  ['multi-headers-valid', { statusCode: 200, multiValueHeaders: { 'test-multi': ['value1', 'value2'] } }],
  [
    'multi-headers-overwrite',
    {
      statusCode: 200,
      multiValueHeaders: { 'test-multi': ['value-multi'] },
      headers: { 'test-multi': 'value-solo' },
    },
  ],
  [
    'multi-headers-overwrite-casing',
    {
      statusCode: 200,
      multiValueHeaders: { 'tesT-Multi': ['value-multi'] },
      headers: { 'test-multi': 'value-solo' },
    },
  ],
  ['multi-headers-invalid', { statusCode: 200, multiValueHeaders: { 'test-multi-invalid': 'value1' } }],
  ['invalid-status-code', { statusCode: 'test' }],
  ['status-code-str', { statusCode: '201' }],
  ['just-string', 'justAString'],
  ['only-headers', { headers: { 'test-header': 'value' } }],
];
