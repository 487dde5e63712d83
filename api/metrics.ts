import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = { observe: RequestHandler; render(): Promise<string>; contentType: string };

/** Numbers of this process for Prometheus; routes by their pattern, never by an address with ids in it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'afterjob_http_request_seconds',
    help: 'Time until an answer was given',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  return {
    observe(request, response, next) {
      const end = seconds.startTimer();
      response.once('finish', () => {
        const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
        end({ method: request.method, route, status: response.statusCode });
      });
      next();
    },
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
