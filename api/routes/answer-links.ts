import { readOrganization } from '../../records/organizations.ts';
import { answerQuestion, type Given } from '../../records/owner-questions.ts';
import { readQuestion } from '../../records/question-list.ts';
import { type QuestionLink, readQuestionToken } from '../../records/question-tokens.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { readForm } from '../form.ts';
import { answerPage } from '../pages/answer-page.ts';
import { unknownLinkPage } from '../pages/preference-page.ts';
import { type PublicPage, sendPage } from '../pages/public-page.ts';
import { plain } from '../route.ts';
import { wakeAnswered } from '../wake.ts';

export const answerLinks = {
  'GET /a/:token': plain({
    summary: 'The page on which somebody of the business answers a question. Opening it answers nothing',
    reads: 'nothing',
    handlers: (deps) => [
      async ({ params }, response) => {
        const link = linkOf(deps, params.token);
        const page = link && (await pageOf(deps, link));
        sendPage(response, page ? 200 : 404, page ?? unknownLinkPage);
      },
    ],
  }),
  'POST /a/:token': plain({
    summary: 'Answers the question of the link with the button that was pressed; the first answer counts',
    reads: 'form',
    handlers: (deps) => [
      async (request, response) => {
        const link = linkOf(deps, request.params.token);
        const answer = answerOf((await readForm(request))?.get('answer'));
        if (!link || !answer) return sendPage(response, link ? 400 : 404, unknownLinkPage);
        const answered = await deps.database.withOrganization(link.organizationId, (tenant) =>
          answerQuestion(tenant, link.questionId, { answer, by: null, via: 'link' }, deps.clock()),
        );
        if (answered.kind === 'missing') return sendPage(response, 404, unknownLinkPage);
        if (answered.kind === 'answered') await wakeAnswered(deps, link.organizationId, answered);
        // The page says what counts now, also to who came second.
        response.redirect(303, `/a/${request.params.token}`);
      },
    ],
  }),
};

function linkOf({ keys }: ApiDependencies, token: string | string[] | undefined): QuestionLink | null {
  return typeof token === 'string' ? readQuestionToken(keys, token) : null;
}

const answerOf = (said: unknown): Given['answer'] | null => (said === 'yes' || said === 'no' ? said : null);

function pageOf(
  { database, clock }: ApiDependencies,
  { organizationId, questionId }: QuestionLink,
): Promise<PublicPage | null> {
  return database.withOrganization(organizationId, async (tenant) => {
    const question = await readQuestion(tenant, questionId);
    if (!question) return null;
    const { name, brandColor, zone } = await readOrganization(tenant);
    return answerPage({ name, color: brandColor }, question, zone, clock());
  });
}
