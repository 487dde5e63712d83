import './theme/styles.ts';
import './words/index.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Overlays } from './overlays/overlays.tsx';
import { client } from './request/client.ts';
import { theme } from './theme/theme.ts';
import { variables } from './theme/variables.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={variables}
        deduplicateCssVariables={false}
      >
        <App />
        <Overlays />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
