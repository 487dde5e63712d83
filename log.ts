import { types } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';

// Lines carry ids only; should a whole object slip in, what could hold a secret or a person is struck out.
const secret = [
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'token',
  'authorization',
  'cookie',
  'password',
  'email',
  'phone',
  'body',
  'subject',
  'text',
  'html',
  'to',
  'from',
];

/** JSON lines on standard output. `name`: the process. */
export function createLog(name: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level: 'info',
    base: { pid: process.pid, name },
    redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    serializers: { err: describeError, error: describeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What may be told of an error that we did not make: its kind and where it came from, never its words. */
export function describeError(error: unknown): Record<string, unknown> {
  // Not instanceof: an error may come from another realm.
  if (!types.isNativeError(error)) return { name: typeof error };
  const { code, reference, cause } = error as Error & { code?: unknown; reference?: unknown };
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    // A vendor's own id of a call, for its support.
    ...(typeof reference === 'string' && { reference }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(types.isNativeError(cause) && { cause: describeError(cause) }),
  };
}
