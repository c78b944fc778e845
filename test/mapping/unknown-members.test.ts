// Members that API Gateway does not have: docs/aws/vtl.md#input, docs/aws/vtl.md#util, docs/aws/rest-api.md#context-variables.
import { describe, expect, test } from 'vitest';
import { renderTemplate } from '../../src/mapping/render-template.ts';
import { unknownMembers } from '../../src/mapping/unknown-members.ts';

const said = (template: string, stageVariables?: readonly string[]): string[] =>
  unknownMembers(template, stageVariables && { stageVariables }).map(
    ({ line, column, message, hint }) => `${line}:${column} ${message}${hint === undefined ? '' : ` -> ${hint}`}`,
  );

test.each([
  ['$input.jsn("$.a")', '1:1 $input has no member "jsn" -> Did you mean "$input.json"?'],
  [
    'a\n  $util.escapeJavascript($input.body)',
    '2:3 $util has no member "escapeJavascript" -> Did you mean "$util.escapeJavaScript"?',
  ],
  ['$!{util.toJson("x")}', '1:1 $util has no member "toJson"'],
  ['$context.requestID', '1:1 $context has no member "requestID" -> Did you mean "$context.requestId"?'],
  [
    '$context.identity.sourceIP',
    '1:1 $context.identity has no member "sourceIP" -> Did you mean "$context.identity.sourceIp"?',
  ],
  ['$context.nothingLikeThat', '1:1 $context has no member "nothingLikeThat"'],
  ['#if($input.bdy == "x")#end', '1:5 $input has no member "bdy" -> Did you mean "$input.body"?'],
  ['#set($a = "x$input.bdy")', '1:11 $input has no member "bdy" -> Did you mean "$input.body"?'],
  ['#foreach($x in $input.pth("$.a"))$x#end', '1:16 $input has no member "pth" -> Did you mean "$input.path"?'],
  ['$util.urlEncode($input.bdy)', '1:17 $input has no member "bdy" -> Did you mean "$input.body"?'],
])('%j', (template, expected) => {
  expect(said(template)).toEqual([expected]);
});

test.each([
  '$input.body $input.json("$") $input.path("$.any.thing").size() $input.params().header.get("x") $input.params("x")',
  '$context.authorizer.anything $context.authorizer.claims.sub $context.identity.apiKey $context.get("x") $context["x"]',
  '#set($context.responseOverride.status = 404)#set($context.requestOverride.header.X = "1")',
  '$mine.anything $stageVariables.any $util.base64Encode("x").length()',
])('%j names nothing unknown', (template) => {
  expect(said(template)).toEqual([]);
});

test('the variables of a stage are compared where they are known', () => {
  expect(said('$stageVariables.colr ${stageVariables.color}', ['color'])).toEqual([
    '1:1 $stageVariables has no member "colr" -> Did you mean "$stageVariables.color"?',
  ]);
});

describe('renderTemplate', () => {
  test('prints nothing for them, and refuses them where it is strict', () => {
    const template = 'a\n$context.requestID';
    expect(renderTemplate(template).output).toBe('a\n');
    expect(() => renderTemplate(template, { strict: true })).toThrow(
      expect.objectContaining({
        name: 'TemplateError',
        problem: 'unknown-member',
        line: 2,
        column: 1,
        detail: '$context has no member "requestID". Did you mean "$context.requestId"?',
      }),
    );
  });

  test('is strict about stage variables where they are given', () => {
    const stageVariables = { color: 'blue' };
    expect(renderTemplate('$stageVariables.color', { strict: true, stageVariables }).output).toBe('blue');
    expect(() => renderTemplate('$stageVariables.colour', { strict: true, stageVariables })).toThrow(/colour/);
  });
});
