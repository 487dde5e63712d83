import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'providers/jobber/schema.graphql',
  documents: 'providers/jobber/documents.graphql',
  generates: {
    'providers/jobber/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { EncodedId: 'string', ISO8601DateTime: 'string' },
      },
    },
  },
};

export default config;
