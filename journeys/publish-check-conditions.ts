import { type Comparison, type Condition, marks } from './conditions.ts';
import type { Definition } from './definition.ts';
import { commonFields, type TemplateField } from './fields.ts';
import { error, type Problem, type PublishContext, warning } from './publish-check-problem.ts';
import { lanesOf, type Place, places, stepsBefore } from './tree.ts';

type ConditionField = Pick<TemplateField, 'name' | 'type'>;

const ofCustomer: readonly ConditionField[] = [
  { name: 'customer.is_company', type: 'boolean' },
  { name: 'customer.is_lead', type: 'boolean' },
  { name: 'customer.source', type: 'text' },
  { name: 'customer.city', type: 'text' },
  { name: 'customer.province', type: 'text' },
  { name: 'customer.postal_code', type: 'text' },
];

type Started = Pick<Definition, 'trigger'>;
type Offers = Pick<PublishContext, 'providers'>;

/** What texts may use after the trigger of a definition. */
export function textFields({ trigger }: Started, { providers }: Offers): ConditionField[] {
  const own = trigger ? (providers[trigger.provider]?.triggers[trigger.type]?.fields ?? []) : [];
  return [...commonFields, ...own];
}

/** What conditions and dates may ask for: a little more. */
export const conditionFields = (definition: Started, offers: Offers): ConditionField[] => [
  ...textFields(definition, offers),
  ...ofCustomer,
];

/** What conditions and dates ask for that is not there, not yet, or of another kind. */
export function conditionProblems(definition: Definition, context: PublishContext): Problem[] {
  const fields = new Map(conditionFields(definition, context).map(({ name, type }) => [name, type]));
  // Before the trigger is chosen nobody knows what there will be.
  if (!definition.trigger) return [];
  const all = places(definition);
  const check = (condition: Condition, path: string, at: string | null) =>
    partProblems(condition, path, { fields, all, at });
  return [
    ...(definition.filter ? check(definition.filter, 'filter', null) : []),
    ...all.flatMap(({ step, path }) => {
      if (step.kind === 'branch') {
        return step.lanes.flatMap(({ when }, index) => check(when, `${path}.lanes.${index}.when`, step.id));
      }
      if (step.kind !== 'wait_until' || !step.date) return [];
      const { field } = step.date;
      if (fields.get(field) === 'date') return [];
      const message = fields.has(field)
        ? `${field} is not a date. Choose a date to wait for.`
        : `There is no ${field} here. Choose a date that what starts the journey tells of.`;
      return [error(`${path}.date.field`, 'unknown_date', message)];
    }),
  ];
}

/** `at`: the step that asks; null: nothing has been done yet. */
type Asked = { fields: ReadonlyMap<string, TemplateField['type']>; all: readonly Place[]; at: string | null };

function partProblems(condition: Condition, path: string, asked: Asked): Problem[] {
  for (const name of ['all', 'any'] as const) {
    const parts = name in condition ? (condition as Record<string, Condition[]>)[name] : undefined;
    if (!parts) continue;
    if (parts.length === 0 && name === 'any') {
      return [warning(path, 'empty_condition', 'Nobody fits here: the condition asks for one of nothing.')];
    }
    return parts.flatMap((part, index) => partProblems(part, `${path}.${name}.${index}`, asked));
  }
  if ('not' in condition) return partProblems(condition.not, `${path}.not`, asked);
  if ('step' in condition) return stepProblems(condition, path, asked);
  return 'field' in condition ? fieldProblems(condition, path, asked) : [];
}

function stepProblems(condition: Extract<Condition, { step: string }>, path: string, { all, at }: Asked): Problem[] {
  const place = all.find(({ step }) => step.id === condition.step);
  if (!place) return [error(`${path}.step`, 'unknown_step', 'The step that is asked about is not in this journey.')];
  const before = at === null ? [] : stepsBefore(all, at);
  if (!before.includes(place.step)) {
    return [error(`${path}.step`, 'later_step', 'This asks about a step that nobody has come by at this point.')];
  }
  if ('took' in condition) {
    if (lanesOf(place.step).some(({ id }) => id === condition.took)) return [];
    return [error(`${path}.took`, 'unknown_lane', 'The lane that is asked about is not in that step.')];
  }
  const isMessage = place.step.kind === 'send_email' || place.step.kind === 'send_sms';
  if (isMessage && marks.includes(condition.was)) return [];
  return [error(`${path}.step`, 'not_a_message', 'Only a message can have been sent, opened or answered.')];
}

const numeric: readonly Comparison[] = ['more_than', 'at_least', 'less_than', 'at_most'];
const days: readonly Comparison[] = ['in_last_days', 'in_next_days'];
const dates: readonly Comparison[] = ['before', 'after'];

function fieldProblems(
  { field, is, value }: Extract<Condition, { field: string }>,
  path: string,
  { fields }: Asked,
): Problem[] {
  const type = fields.get(field);
  if (!type) {
    const message = `There is no ${field} here. Choose what the system that starts the journey tells, or remove it.`;
    return [error(`${path}.field`, 'unknown_field', message)];
  }
  if (is === 'known' || is === 'unknown') return [];
  const wrong = (message: string) => [error(`${path}.value`, 'wrong_value', message)];
  if (value === undefined || value === '') return wrong('Say what it is compared with.');
  if ((days.includes(is) || dates.includes(is)) && type !== 'date') return wrong(`${field} is not a date.`);
  if (numeric.includes(is) && type !== 'number' && type !== 'money') return wrong(`${field} is not a number.`);
  if ((numeric.includes(is) || days.includes(is)) && !isNumber(value)) return wrong('Compare it with a number.');
  if (dates.includes(is) && Number.isNaN(Date.parse(String(value)))) return wrong('Compare it with a date.');
  return [];
}

const isNumber = (value: string | number | boolean): boolean =>
  typeof value !== 'boolean' && String(value).trim() !== '' && Number.isFinite(Number(value));
