import { nextAllowed } from './clock.ts';
import type { Definition } from './definition.ts';
import { usualHolidays } from './holidays.ts';
import { channelOf, isMessage } from './message-texts.ts';
import { openingsOf } from './openings.ts';
import { error, type Problem, type PublishContext } from './publish-check-problem.ts';
import { places } from './tree.ts';
import { reasonWords } from './words.ts';

/** Any week will do: days off are left out, since they pass. */
const someMonday = new Date('2027-01-04T00:00:00Z');
const noHolidays = { ...usualHolidays, public: false };

/** Messages that could never leave: the journey's hours, those of the business and the law where it is never meet. */
export function hoursProblems(definition: Definition, { hours }: PublishContext): Problem[] {
  const { purpose, window: own } = definition;
  if (!hours) return [];
  const journeyWindow = own && { ...own, holidays: true };
  const channels = new Set(places(definition).flatMap(({ step }) => (isMessage(step) ? [channelOf(step)] : [])));
  const never = [...channels].some((channel) => {
    const rules = openingsOf({
      ...{ channel, purpose, journeyWindow, holidays: noHolidays },
      ...{ window: hours.window, regions: [hours.region] },
    });
    return nextAllowed(someMonday, ['UTC'], rules) === null;
  });
  return never ? [error('window', 'never_open', reasonWords('never_open'))] : [];
}
