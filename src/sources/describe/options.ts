/** Flags that choose what of an input is read, on every command that reads one. */
export interface InputOptions {
  /** `--stage`: serverless.yml; the environment of samconfig.toml. */
  readonly stage?: string;
  /** `--region`: where the input is deployed to; the input's own, else us-east-1. */
  readonly region?: string;
  /** `--param K=V`: serverless.yml. */
  readonly params?: Readonly<Record<string, string>>;
  /** `--parameter K=V`: CloudFormation, SAM, CDK; variables of a Terraform folder. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** `--stack NAME` (repeatable): of a cloud assembly, the stacks to serve; all unless given. */
  readonly stacks?: readonly string[];
  /** `--stack-name`: what a template is deployed as; `local` unless given. */
  readonly stackName?: string;
  /** `--env-vars`: a file with variables of functions, as `sam local` takes it. */
  readonly envVars?: string;
}
