import type { TemplateValue } from '../../template/template.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { isIf, isIntrinsic, isNoValue } from '../words/intrinsics.ts';
import { isGiven, isMap, shown } from '../words/values.ts';
import { POLICY_TEMPLATES } from './policy-templates.ts';

type PolicyKind = 'managed' | 'statement' | 'template' | 'unknown';

/** Nothing is granted here; what SAM refuses in `Policies` is refused. */
export function checkPolicies(id: string, policies: TemplateValue | undefined): void {
  if (!isGiven(policies)) return;
  const list = Array.isArray(policies) ? policies : [policies];
  list.forEach((policy, index) => {
    const kind = kindOf(policy);
    if (kind === 'unknown') {
      throw new ResourceError(id, `Policy at index ${index} in the 'Policies' property is not valid`, [
        'Properties',
        'Policies',
        ...(Array.isArray(policies) ? [index] : []),
      ]);
    }
    if (kind === 'template') checkTemplates(id, policy, index);
  });
}

function kindOf(policy: TemplateValue): PolicyKind {
  if (typeof policy === 'string') return 'managed';
  if (isIf(policy)) return kindOfIf(policy['Fn::If']);
  if (isIntrinsic(policy)) return 'managed';
  if (isMap(policy) && Object.hasOwn(policy, 'Statement')) return 'statement';
  const [name, ...more] = isMap(policy) ? Object.keys(policy) : [];
  return name !== undefined && more.length === 0 && Object.hasOwn(POLICY_TEMPLATES, name) ? 'template' : 'unknown';
}

function kindOfIf(items: TemplateValue | undefined): PolicyKind {
  if (!Array.isArray(items) || items.length !== 3) throw new TemplateError('Fn::If requires 3 arguments');
  const [, then = null, otherwise = null] = items;
  const kinds = [kindOf(then), kindOf(otherwise)] as const;
  if (kinds[0] === kinds[1]) return kinds[0];
  if (isNoValue(then)) return kinds[1];
  if (isNoValue(otherwise)) return kinds[0];
  const use = 'Separate different policy types into different Fn::If statements';
  throw new TemplateError(`Different policy types within the same Fn::If statement is unsupported. ${use}`);
}

function checkTemplates(id: string, policy: TemplateValue, index: number): void {
  if (isIf(policy)) {
    const items = policy['Fn::If'];
    for (const branch of Array.isArray(items) ? items.slice(1) : []) {
      if (!isNoValue(branch)) checkTemplates(id, branch, index);
    }
    return;
  }
  for (const [name, values] of Object.entries(isMap(policy) ? policy : {})) {
    const path = ['Properties', 'Policies', index, name];
    if (!isMap(values)) {
      throw new ResourceError(id, `Must specify valid parameter values for policy template '${name}'`, path);
    }
    const needed = Object.hasOwn(POLICY_TEMPLATES, name) ? (POLICY_TEMPLATES[name] ?? []) : [];
    const missing = needed.filter((parameter) => !Object.hasOwn(values, parameter));
    if (missing.length === 0) continue;
    const message = `Following required parameters of template '${name}' don't have values: ${shown([...missing])}`;
    throw new ResourceError(id, message, path);
  }
}
