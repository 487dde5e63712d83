import type { Rehearsed } from './result.ts';

/** What another version would have done otherwise, in different persons and messages. */
export type Comparison = {
  /** Written to by the one and not by the other. */
  onlyHere: number;
  onlyThere: number;
  /** Written to by both, at other times, by other steps or another number of times. */
  otherwise: number;
  same: number;
  /** Persons, for a list: those who differ. */
  different: ReadonlySet<string>;
};

/** Compares by what people would have got: when, and from which step. */
export function compareRehearsals(here: readonly Rehearsed[], there: readonly Rehearsed[]): Comparison {
  const [one, other] = [messagesByPerson(here), messagesByPerson(there)];
  const found = { onlyHere: 0, onlyThere: 0, otherwise: 0, same: 0 };
  const different = new Set<string>();
  for (const person of new Set([...one.keys(), ...other.keys()])) {
    const [mine, theirs] = [one.get(person), other.get(person)];
    if (mine === theirs) {
      found.same++;
      continue;
    }
    different.add(person);
    found[mine === undefined ? 'onlyThere' : theirs === undefined ? 'onlyHere' : 'otherwise']++;
  }
  return { ...found, different };
}

function messagesByPerson(rehearsed: readonly Rehearsed[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { person, messages } of rehearsed) {
    for (const { stepId, channel, at, outcome } of messages) {
      if (outcome !== 'sent' || person === null) continue;
      found.set(person, `${found.get(person) ?? ''}${stepId} ${channel} ${at?.toISOString()};`);
    }
  }
  return found;
}
