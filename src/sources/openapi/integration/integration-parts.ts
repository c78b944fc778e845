import type { Integration } from '../../../model/definition/integration.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import type { Operation } from '../operations.ts';

/** One `x-amazon-apigateway-integration`, being read. */
export interface IntegrationSource {
  readonly operation: Operation;
  readonly fields: Fields;
  readonly context: ImportContext;
  /** The position of a field, else of the whole extension. */
  readonly at: (field: string) => DocumentPlace;
  /** Reports what API Gateway would refuse. */
  readonly refuse: (field: string, message: string, hint?: string) => void;
}

export function integrationSource(operation: Operation, context: ImportContext): IntegrationSource | undefined {
  const extension = operation.place.getAnyCase('x-amazon-apigateway-integration');
  if (!extension) return undefined;
  const fields = new Fields(extension, context);
  const at = (field: string): DocumentPlace => fields.raw(field) ?? extension;
  // The words with which an import begins such errors, REST APIs only.
  const prefix =
    context.kind === 'rest'
      ? `Unable to put integration on '${operation.method}' for resource at path '${operation.path}': `
      : '';
  const refuse = (field: string, message: string, hint?: string): void =>
    context.problems.error(prefix + message, at(field).position, hint);
  return { operation, fields, context, at, refuse };
}

/** Fields that mean the same in both kinds of API. `undefined` ones are omitted. */
export function readConnection(
  source: IntegrationSource,
): Pick<Integration, 'connectionType' | 'connectionId' | 'integrationTarget' | 'credentials'> {
  const { fields, context, refuse } = source;
  const connectionType = fields.oneOf('connectionType', ['INTERNET', 'VPC_LINK']);
  const connectionId = fields.text('connectionId');
  const integrationTarget = context.kind === 'rest' ? fields.text('integrationTarget') : undefined;
  const credentials = fields.text('credentials', 'role');
  if (connectionType === 'VPC_LINK' && connectionId === undefined)
    refuse('connectionType', 'a VPC_LINK connection needs "connectionId"');
  return {
    ...(connectionType && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(integrationTarget !== undefined && { integrationTarget }),
    ...(credentials !== undefined && { credentials }),
  };
}

export function integrationPosition({ fields }: IntegrationSource): Pick<Integration, 'declaredAt'> {
  const position = fields.place.keyPosition;
  return position ? { declaredAt: position } : {};
}
