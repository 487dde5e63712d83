import { answerQuestion } from '../../records/owner-questions.ts';
import { countOpenQuestions, isOpenAt, listQuestions, type Question } from '../../records/question-list.ts';
import { idOf } from '../id.ts';
import { notFound, ProblemError } from '../problem.ts';
import { route } from '../route.ts';
import {
  type OwnerQuestion,
  openQuestions,
  ownerAnswer,
  ownerQuestion,
  ownerQuestionQuery,
  ownerQuestions,
} from '../schemas.ts';
import { wakeAnswered } from '../wake.ts';

const limit = 200;

export const questions = {
  'GET /api/questions': route({
    summary: 'What waits for a yes or no of the business, the most urgent first; or what is over, newest first',
    query: ownerQuestionQuery,
    answer: ownerQuestions,
    async handle({ deps, organizationId, query, at }) {
      const search = { open: query.open === 'true', limit };
      const rows = await deps.database.withOrganization(organizationId, (tenant) => listQuestions(tenant, search, at));
      return { items: rows.map((row) => present(row, at)) };
    },
  }),
  'GET /api/questions/count': route({
    summary: 'How many questions wait for an answer',
    answer: openQuestions,
    handle: async ({ deps, organizationId, at }) => ({
      open: await deps.database.withOrganization(organizationId, (tenant) => countOpenQuestions(tenant, at)),
    }),
  }),
  'POST /api/questions/:id/answers': route({
    summary: 'Answers a question; the first answer counts',
    body: ownerAnswer,
    answer: ownerQuestion,
    status: 201,
    async handle({ deps, organizationId, session, params, body: { answer }, at }) {
      const id = idOf(params.id, 'question');
      const given = { answer, by: session.userId, via: 'app' } as const;
      const answered = await deps.database.withOrganization(organizationId, (tenant) =>
        answerQuestion(tenant, id, given, at),
      );
      if (answered.kind === 'missing') throw notFound('question');
      if (answered.kind === 'over') throw new ProblemError(409, 'question_over', overWords(answered.question));
      await wakeAnswered(deps, organizationId, answered);
      return present(answered.question, at);
    },
  }),
};

const overWords = ({ answer }: Question): string =>
  answer ? `It was answered before, with ${answer}.` : 'There is nothing to answer any more: its time is over.';

function present(row: Question, at: Date): OwnerQuestion {
  const { stands: _, ...shown } = row;
  return {
    ...shown,
    question: row.message ? null : row.question,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    open: isOpenAt(row, at),
  };
}
