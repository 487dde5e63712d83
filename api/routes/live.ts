import { ProblemError, signInNeeded } from '../problem.ts';
import { plain } from '../route.ts';

export const live = {
  'GET /api/live': plain({
    summary: 'What changes in the business, as server-sent events: topics only, read what you show again',
    reads: 'nothing',
    handlers: (deps) => [
      (request, response) => {
        const { session } = response.locals;
        if (!session) throw signInNeeded();
        if (!request.headers.accept?.includes('text/event-stream'))
          throw new ProblemError(406, 'stream_only', 'Ask with the header "accept: text/event-stream".');
        const { organizationId, sessionId } = session;
        const stillIn = async () => {
          const now = await deps.accounts.session(request.headers);
          return now?.organizationId === organizationId;
        };
        deps.live.open({ organizationId, sessionId, stillIn }, response);
      },
    ],
  }),
};
