import swaggerUi from 'swagger-ui-express';
import { openApiDocument } from '../openapi.ts';
import { plain } from '../route.ts';

export const documentation = {
  'GET /api/openapi.json': plain({
    summary: 'This description',
    reads: 'nothing',
    handlers: ({ settings }, all) => [
      (_request, response) => void response.json(openApiDocument(all, settings.publicUrl)),
    ],
  }),
  'GET /api/docs{/*file}': plain({
    summary: 'This description, to read and try',
    reads: 'nothing',
    handlers: () => [
      (request, _response, next) => {
        // The middleware serves the page's own files by the path below where it is mounted.
        request.url = request.url.slice('/api/docs'.length) || '/';
        next();
      },
      ...swaggerUi.serve,
      swaggerUi.setup(undefined, {
        customSiteTitle: 'Afterjob API',
        swaggerOptions: { url: '/api/openapi.json', validatorUrl: null },
      }),
    ],
  }),
};
