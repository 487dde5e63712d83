import { expect, it } from '@jest/globals';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes/index.ts';

it('the description tells of a journey as a tree: lanes and conditions hold their own kind', () => {
  const { components, paths } = openApiDocument(routes, 'http://localhost:3000');
  const told = JSON.stringify(components?.schemas);
  expect(told).toContain('"items":{"$ref":"#/components/schemas/Condition"}');
  expect(told).toContain('"otherwise":{"$ref":"#/components/schemas/Steps"}');
  const draft = JSON.stringify(paths?.['/api/journeys/{id}/draft']?.put?.requestBody);
  expect(draft).toContain('"steps":{"$ref":"#/components/schemas/Steps"}');
});
