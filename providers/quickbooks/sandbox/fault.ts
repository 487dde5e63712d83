import type { Response } from 'express';

/** The gateway in front of the API writes its faults in lower case. */
export function gatewayFault(res: Response, status: 401 | 403 | 429, code: string, name: string, detail: string) {
  const type = status === 401 ? 'AUTHENTICATION' : status === 403 ? 'AUTHORIZATION' : 'SYSTEM';
  const message = `message=${name}; errorCode=00${code}; statusCode=${status}`;
  res.status(status).json({
    warnings: null,
    fault: { error: [{ message, detail, code, element: null }], type },
    time: Date.now(),
  });
}

/** The API itself writes them in upper case. */
export function apiFault(res: Response, status: number, code: string, message: string, detail: string) {
  res.status(status).json({
    Fault: { Error: [{ Message: message, Detail: detail, code, element: '' }], type: 'ValidationFault' },
    time: new Date().toISOString(),
  });
}
