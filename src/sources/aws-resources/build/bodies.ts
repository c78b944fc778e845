import { relative, resolve } from 'node:path';
import {
  importHttpApi,
  importRestApi,
  type Imported,
  type OpenApiInput,
  type OpenApiOptions,
} from '../../openapi/index.ts';
import type { HttpApi } from '../../../model/definition/http-api.ts';
import type { Problem } from '../../../model/base/position.ts';
import type { RestApi } from '../../../model/definition/rest-api.ts';
import { whyUnreadable } from '../../problems/unreadable.ts';
import type { AwsResource } from '../resources.ts';
import type { BuildContext } from './context.ts';

type ApiRecord = AwsResource<'AWS::ApiGateway::RestApi'> | AwsResource<'AWS::ApiGatewayV2::Api'>;

/** What an API's document defines, and its title. */
export interface ImportedBody<Definition> {
  readonly definition: Definition;
  readonly title?: string;
}

/** Reads the OpenAPI documents of APIs: inline, or in a file that is here. */
export class BodyReader {
  constructor(readonly context: BuildContext) {}

  rest(record: AwsResource<'AWS::ApiGateway::RestApi'>): ImportedBody<Partial<RestApi>> {
    return this.#read(record, importRestApi);
  }

  http(record: AwsResource<'AWS::ApiGatewayV2::Api'>): ImportedBody<Partial<HttpApi>> {
    return this.#read(record, importHttpApi);
  }

  #read<Api>(
    record: ApiRecord,
    importer: (input: OpenApiInput, options: OpenApiOptions) => Imported<Partial<Api>>,
  ): ImportedBody<Partial<Api>> {
    const input = this.#input(record);
    if (input === undefined) return { definition: {} };
    const { definition, title, problems, files } = importer(input, this.#options(record));
    this.#say(problems, definition, record);
    for (const file of files) this.context.files.add(resolve(this.context.cwd, file));
    return { definition, ...(title !== undefined && { title }) };
  }

  #input(record: ApiRecord): OpenApiInput | undefined {
    const { body, bodyS3Location: location } = record;
    if (typeof body === 'object' && body !== null) return documentIn(record, body);
    if (typeof body === 'string') return { file: record.declaredAt?.file ?? record.id, text: body };
    if (location === undefined) return undefined;
    if (location.path !== undefined) return this.#file(resolve(record.folder, location.path), record);
    const where = `s3://${location.bucket ?? ''}/${location.key ?? ''}`;
    this.#leaveOut(record, `its OpenAPI document is in S3 (${where})`);
    return undefined;
  }

  #file(file: string, record: ApiRecord): OpenApiInput | undefined {
    const { cwd, readFile, files, problems } = this.context;
    const name = relative(cwd, file);
    files.add(file);
    try {
      const text = readFile(file);
      problems.addSource({ file: name, text });
      return { file: name, text };
    } catch (error) {
      problems.error(
        `the OpenAPI document cannot be read: ${whyUnreadable(error, name)}`,
        record.at(['bodyS3Location']),
      );
      return undefined;
    }
  }

  /**
   * What AWS would refuse costs an API only the part that is wrong: everything else of the input runs. A document that cannot be imported at all
   * leaves its API without routes.
   */
  #say(problems: readonly Problem[], definition: object, record: ApiRecord): void {
    this.context.problems.addAll(
      problems.map((problem) =>
        problem.severity === 'error' && !this.context.isStrict ? { ...problem, severity: 'warning' } : problem,
      ),
    );
    const error = problems.find(({ severity }) => severity === 'error');
    const { methods, routes } = definition as {
      readonly methods?: readonly unknown[];
      readonly routes?: readonly unknown[];
    };
    if (error !== undefined && (methods ?? routes ?? []).length === 0) {
      this.#leaveOut(record, `its OpenAPI document cannot be imported: ${error.message}`);
    }
  }

  #leaveOut(record: ApiRecord, reason: string): void {
    const { id, resourceType: type, declaredAt } = record;
    this.context.notRun.push({ id, type, reason, ...(declaredAt && { declaredAt }) });
  }

  #options(record: ApiRecord): OpenApiOptions {
    const { region, accountId, functions, records, cwd, readFile, checks } = this.context;
    return {
      region,
      accountId,
      apiId: record.physicalId,
      payloadFormatVersion: '1.0',
      lambdaTarget: (uri) => functions.target(uri),
      // Documents in files of their own name functions of the template, as people write them for SAM.
      resolve(logicalId, attribute) {
        const lambda = records.get('AWS::Lambda::Function', logicalId);
        if (lambda === undefined) return undefined;
        const arn = `arn:aws:lambda:${region}:${accountId}:function:${lambda.physicalId}`;
        return attribute === undefined ? lambda.physicalId : arn;
      },
      readFile: (file) => readFile(resolve(cwd, file)),
      checks,
      isLenient: !this.context.isStrict,
    };
  }
}

/** A document inside a template, whose values are resolved already. */
function documentIn(record: ApiRecord, value: object): OpenApiInput {
  return {
    file: record.declaredAt?.file ?? record.id,
    value,
    positionOf: (path, side) => record.at(['body', ...path], side),
    sourceOf: (path) => record.sourceOf(['body', ...path]),
    positionWithin: (path) => record.at(['body', ...path]),
  };
}
