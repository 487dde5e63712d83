/** How many of those inside follow the new version, and how many keep theirs. */
export type InsideCounts = { moved: number; stayed: number };

/**
 * What publishing means for people, in one sentence each: when those inside stay, and when they move.
 * @param number of the version that it makes
 */
export function publicationWords(number: number, { moved, stayed }: InsideCounts): { stay: string; move: string } {
  const all = moved + stayed;
  if (number === 1) {
    const words = 'From now on everybody for whom it happens enters; nobody is written to about the past.';
    return { stay: words, move: words };
  }
  const enter = `Who enters from now on gets version ${number}`;
  if (all === 0) return { stay: `${enter}; nobody is on the way now.`, move: `${enter}; nobody is on the way now.` };
  return {
    stay: `${enter}; ${people(all)} on the way ${all === 1 ? 'finishes' : 'finish'} the version they started with.`,
    move: `${enter}, and so ${moveWords(moved, stayed)}.`,
  };
}

function moveWords(moved: number, stayed: number): string {
  const rest = `${stayed === 1 ? 'finishes' : 'finish'} the version they started with, because the step they stand at is not in it`;
  if (moved === 0) return `does nobody on the way: ${people(stayed)} ${rest}`;
  const go = `${moved === 1 ? 'does' : 'do'} ${people(moved)} on the way, from the step where they stand`;
  return stayed === 0 ? go : `${go}; ${stayed.toLocaleString('en-US')} ${rest}`;
}

const people = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'customer' : 'customers'}`;
