declare module 'mjml-core' {
  type Result = { html: string; errors: { formattedMessage: string }[] };
  const core: { default(source: string, options: Record<string, unknown>): Promise<Result> };
  export default core;
}

declare module 'mjml-preset-core' {
  const preset: Record<string, unknown>;
  export default preset;
}
