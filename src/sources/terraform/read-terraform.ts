import { dirname, relative } from 'node:path';
import { statsOf } from '../../model/base/stats-of.ts';
import type { AwsResources } from '../aws-resources/resources.ts';
import type { InputContext, ReadInput } from '../input.ts';
import { Attributes } from './attributes/attributes.ts';
import { openDocument, type OpenedDocument } from './document/open-document.ts';
import { readDocument } from './document/read-document.ts';
import { Declarations } from './records/declarations.ts';
import { readRecords } from './records/read-records.ts';
import { ModuleScopes } from './references/module-scopes.ts';
import { placeOf } from './place.ts';
import { planFolder } from './run/plan-folder.ts';
import { isSourceFile } from './run/terraform-files.ts';

/**
 * Reads Terraform: the JSON of a plan or a state, or a folder of `.tf` files, of which a plan is made first. What is wrong becomes problems of
 * the context.
 */
export async function readTerraform(named: string, context: InputContext): Promise<ReadInput> {
  // One of a folder's files stands for all of them, as for Terraform itself.
  const input = isSourceFile(named) ? dirname(named) : named;
  const isFolder = statsOf(input)?.isDirectory() === true;
  const opened = isFolder ? await planFolder(input, context) : openDocument(input, context);
  if (opened === undefined) return { kind: 'terraform', resources: undefined };
  const root = isFolder ? input : dirname(input);
  const file = relative(context.cwd, input) || '.';
  return { kind: 'terraform', resources: resourcesOf(opened, file, root, context) };
}

function resourcesOf({ json, text }: OpenedDocument, file: string, root: string, context: InputContext): AwsResources {
  const document = readDocument(json);
  if (json['errored'] === true) {
    context.problems.warning(`${file} is the plan of a run that failed; what was not reached is missing`);
  }
  const scopes = new ModuleScopes(document);
  const place = placeOf(document, scopes, context);
  const attributes = new Attributes(scopes, place, context.values);
  const declarations = new Declarations(document, { file, text }, root, context);
  const { resources, notRun } = readRecords({ document, attributes, declarations, problems: context.problems, root });
  if (resources.length === 0) {
    context.problems.warning(
      `${file} has no API and no function of AWS (aws_api_gateway_*, aws_apigatewayv2_*, aws_lambda_*)`,
    );
  }
  return { ...place, root, resources, notRun };
}
