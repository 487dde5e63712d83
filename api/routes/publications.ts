import { changesBetween, inOneSentence } from '../../journeys/diff.ts';
import { publicationWords } from '../../journeys/publication-words.ts';
import { type Problem, publishProblems } from '../../journeys/publish-check.ts';
import { figuresOf } from '../../journeys/text-cost.ts';
import type { Tenant } from '../../records/database.ts';
import type { FoundJourney } from '../../records/journey-list.ts';
import { nextVersionNumber, publishJourney } from '../../records/journeys.ts';
import { foreseeMove, versionMoved } from '../../records/moving.ts';
import { tell } from '../engine.ts';
import {
  draftChanged,
  foundJourney,
  inside,
  type JourneyCall,
  journeyId,
  refused,
  showJourney,
} from '../journey-call.ts';
import { notFound, ProblemError } from '../problem.ts';
import { publishContext } from '../publish-context.ts';
import { route } from '../route.ts';
import { journeyDetail, nextPublication, type Publication, publication } from '../schemas.ts';
import { triggerLabels } from '../trigger-labels.ts';

export const publications = {
  'GET /api/journeys/:id/publications/next': route({
    summary: 'What publishing the draft would change, and for how many people',
    answer: nextPublication,
    handle: (call) =>
      inside(call, async (tenant) => {
        const row = await foundJourney(tenant, journeyId(call));
        const number = await nextVersionNumber(tenant, row.id);
        const changes = row.published
          ? changesBetween(row.published, row.draft, triggerLabels(call.deps.manifests))
          : [];
        const context = await publishContext(call.deps, tenant);
        const people = await foreseeMove(tenant, { journeyId: row.id, versionId: null, definition: row.draft });
        return {
          number,
          revision: row.draftRevision,
          problems: publishProblems(row.draft, context),
          most: figuresOf(row.draft, context),
          changes,
          summary: inOneSentence(changes),
          inside: { moving: people.moved, staying: people.stayed },
          says: publicationWords(number, people),
        };
      }),
  }),
  'POST /api/journeys/:id/publications': route({
    summary: 'Makes the draft the version that new people follow; those inside stay, or move where they can',
    body: publication,
    answer: journeyDetail,
    async handle(call) {
      const { deps, organizationId, body } = call;
      const { shown, versionId } = await inside(call, (tenant) => publish(call, tenant, body));
      if (body.inside === 'move')
        await tell(deps.log, deps.temporal.startResume({ organizationId, reason: versionMoved, scope: versionId }));
      return shown;
    },
  }),
};

async function problemsOf(call: JourneyCall, tenant: Tenant, { draft }: FoundJourney): Promise<Problem[]> {
  return publishProblems(draft, await publishContext(call.deps, tenant));
}

async function publish(call: JourneyCall, tenant: Tenant, { revision, inside: choice, accepted = [] }: Publication) {
  const row = await foundJourney(tenant, journeyId(call));
  if (row.status === 'archived') throw refused('The journey is archived.');
  const problems = await problemsOf(call, tenant, row);
  refuseFor(
    row,
    'not_publishable',
    'The journey cannot be published yet.',
    problems,
    ({ severity }) => severity === 'error',
  );
  refuseFor(
    row,
    'warnings_not_accepted',
    'Read the warnings first, and publish with those that you accept.',
    problems,
    ({ severity, code }) => severity === 'warning' && !accepted.includes(code),
  );
  const names = problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  const done = await publishJourney(
    tenant,
    row.id,
    {
      revision: revision ?? row.draftRevision,
      by: call.session.userId,
      inside: choice ?? 'stay',
      accepted: [...new Set(names)],
    },
    call.at,
  );
  if (done.published) return { shown: await showJourney(call, tenant, row.id), versionId: done.versionId };
  if (done.reason === 'conflict') throw draftChanged();
  throw done.reason === 'missing' ? notFound('journey') : refused('The journey is archived.');
}

function refuseFor(
  { id }: FoundJourney,
  code: string,
  sentence: string,
  problems: readonly Problem[],
  stands: (problem: Problem) => boolean,
): void {
  const errors = problems.filter(stands).map(({ path, message }) => ({ path, message }));
  if (errors.length === 0) return;
  const action = { label: 'Open the journey', href: `/journeys/${id}/edit` };
  throw new ProblemError(422, code, sentence, { errors, action });
}
