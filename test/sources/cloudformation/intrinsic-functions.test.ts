import { describe, expect, test } from 'vitest';
import { environment, functionWith, described } from './described.ts';

// Expected values: AWS CloudFormation User Guide, intrinsic function reference, the example of each page.
const PARAMETERS = `
Parameters:
  Stage: { Type: String, Default: dev }
  Zones: { Type: CommaDelimitedList, Default: "a, b ,c" }
  Size: { Type: Number, Default: 1.0 }
Mappings:
  Sizes:
    us-east-1: { small: 1, text: one }
    eu-west-1: { small: 2, text: two }
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: !Not [!Condition IsDev]
  Either: !Or [!Condition IsDev, !Condition IsProd]
  Both: !And [!Condition IsDev, !Condition IsProd]
  Number: !Equals [true, "true"]
`;

describe('an intrinsic function has the value that CloudFormation gives it', () => {
  test.each([
    ['Ref of a parameter', '!Ref Stage', 'dev'],
    ['Ref of a number keeps its spelling', '!Ref Size', '1.0'],
    ['Fn::Sub', '!Sub "x-${Stage}-${AWS::Region}"', 'x-dev-us-east-1'],
    ['Fn::Sub with a map', '!Sub ["${A}/${Stage}", { A: !Ref AWS::AccountId }]', '123456789012/dev'],
    ['a literal in Fn::Sub', '!Sub "${!Literal} ${Stage}"', '${Literal} dev'],
    ['Fn::Join', '!Join [":", [a, !Ref Stage, 1, true]]', 'a:dev:1:true'],
    ['Fn::Join over a list parameter', '!Join ["+", !Ref Zones]', 'a+b+c'],
    ['Fn::Select', '!Select [1, !Ref Zones]', 'b'],
    ['Fn::Select with an index as text', '!Select ["0", [x, y]]', 'x'],
    ['Fn::Split', '!Select [2, !Split ["-", "a-b-c"]]', 'c'],
    ['Fn::FindInMap', '!FindInMap [Sizes, !Ref "AWS::Region", text]', 'one'],
    ['Fn::FindInMap with a default', '!FindInMap [Sizes, nowhere, text, { DefaultValue: none }]', 'none'],
    ['Fn::If, the first value', '!If [IsDev, yes-dev, no-dev]', 'yes-dev'],
    ['Fn::If, the second value', '!If [IsProd, yes-prod, no-prod]', 'no-prod'],
    ['conditions of conditions', '!If [Either, !If [Both, both, one], none]', 'one'],
    ['booleans compare as text', '!If [Number, equal, unequal]', 'equal'],
    ['Fn::Base64', '!Base64 AWS CloudFormation', 'QVdTIENsb3VkRm9ybWF0aW9u'],
    ['Fn::Cidr', '!Select [1, !Cidr ["192.168.0.0/24", 6, 5]]', '192.168.0.32/27'],
    ['Fn::Cidr of IPv6', '!Select [1, !Cidr ["2001:db8::/56", 2, 64]]', '2001:db8:0:1::/64'],
    ['Fn::GetAZs', '!Select [0, !GetAZs ""]', 'us-east-1a'],
    ['Fn::Length', '!Length [x, y, z]', '3'],
    ['Fn::ToJsonString', '!ToJsonString { a: !Ref Stage, b: [1, true] }', '{"a":"dev","b":[1,true]}'],
    ['the long form', '{ "Fn::Join": ["", ["a", { "Ref": "Stage" }]] }', 'adev'],
    ['a boolean', 'true', 'true'],
    ['a number as it was written', '1.50', '1.50'],
    ['the stack', '!Ref AWS::StackName', 'local'],
    ['the partition and suffix', '!Sub "${AWS::Partition} ${AWS::URLSuffix}"', 'aws amazonaws.com'],
  ])('%s', async (_what, written, expected) => {
    expect(await environment(`VALUE: ${written}`, PARAMETERS)).toEqual({ VALUE: expected });
  });
});

test('AWS::NoValue removes a key, and an item of a list', async () => {
  const variables = `A: !If [IsProd, x, !Ref "AWS::NoValue"]
B: !Join [",", [a, !If [IsProd, b, !Ref "AWS::NoValue"], c]]`;
  expect(await environment(variables, PARAMETERS)).toEqual({ B: 'a,c' });
});

test('a given parameter stands above the default', async () => {
  const given = { parameters: { Stage: 'prod', Zones: 'x' } };
  expect(await environment('A: !Ref Stage\nB: !Join ["", !Ref Zones]', PARAMETERS, given)).toEqual({
    A: 'prod',
    B: 'x',
  });
});

test('the region of the command line is that of the pseudo parameter', async () => {
  expect(
    await environment('A: !FindInMap [Sizes, !Ref AWS::Region, text]', PARAMETERS, { region: 'eu-west-1' }),
  ).toEqual({
    A: 'two',
  });
});

test('a parameter without default and value is its own name, in texts and lists too', async () => {
  const parameters = 'Parameters: { Key: { Type: String }, Many: { Type: "List<AWS::EC2::Subnet::Id>" } }';
  const variables =
    'A: !Ref Key\nB: !Sub "x/${Key}"\nC: !Select [0, !Ref Many]\nD: !Select [1, !Split ["|", !Ref Key]]';
  expect(await environment(variables, parameters)).toEqual({ A: 'Key', B: 'x/Key', C: 'Many', D: 'Key' });
});

test('functions over a list that only AWS knows have its name for their value, and its item once it is given', async () => {
  const text = functionWith(
    'A: !Select [1, !Split [":", !Select [0, !GetAtt Endpoint.DnsEntries]]]',
    'Resources:\n  Endpoint: { Type: AWS::EC2::VPCEndpoint }',
  );
  const { functions } = await described(text);
  expect(functions?.[0]?.environment).toEqual({ A: 'Endpoint.DnsEntries' });
  const given = await described(text, {}, {}, { 'Endpoint.DnsEntries': 'Z1:vpce-1.example.com,Z2:other' });
  expect(given.functions?.[0]?.environment).toEqual({ A: 'vpce-1.example.com' });
});

test('Fn::Split leaves the name of an unknown value whole', async () => {
  const { functions } = await described(functionWith('A: !Select [1, !Split [":", "x:{{resolve:ssm:/shop/key}}:y"]]'));
  expect(functions?.[0]?.environment).toEqual({ A: 'ssm:/shop/key' });
});
