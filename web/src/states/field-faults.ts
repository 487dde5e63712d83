import { problemOf } from '../request/request.ts';

type Form = { values: object; setErrors: (errors: Record<string, string>) => void };

/** Puts what the server says about a field at that field; for the `onError` of whatever saves the form. */
export const atFields =
  ({ values, setErrors }: Form) =>
  (error: unknown): void => {
    const own = faultsOf(error).filter(({ field }) => field in values);
    if (own.length > 0) setErrors(Object.fromEntries(own.map(({ field, message }) => [field, message])));
  };

/** The error where it says more than what stands at its fields already. */
export function besideFields({ values }: Pick<Form, 'values'>, error: unknown): unknown {
  const faults = faultsOf(error);
  return faults.length > 0 && faults.every(({ field }) => field in values) ? null : error;
}

const faultsOf = (error: unknown) =>
  (problemOf(error)?.errors ?? []).map(({ path, message }) => ({ field: path.split('.')[0] ?? '', message }));
