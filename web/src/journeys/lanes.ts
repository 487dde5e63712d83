/** An id that no other lane of the step has. */
export function freshLane(lanes: readonly { id: string }[]): string {
  const taken = new Set(lanes.map(({ id }) => id));
  for (let n = lanes.length + 1; ; n++) if (!taken.has(`lane-${n}`)) return `lane-${n}`;
}

type Share = { id: string; share: number };

/** Gives one lane another share; what that leaves or takes is spread over the others in their proportion. */
export function withShare<Lane extends Share>(lanes: readonly Lane[], id: string, share: number): Lane[] {
  const others = lanes.filter((lane) => lane.id !== id);
  const wanted = others.length === 0 ? 100 : Math.min(100, Math.max(0, Math.round(share)));
  return spread(lanes, id, wanted, 100 - wanted);
}

/** Takes a lane out; the others share what it had. */
export const withoutLane = <Lane extends Share>(lanes: readonly Lane[], id: string): Lane[] =>
  spread(
    lanes.filter((lane) => lane.id !== id),
    null,
    0,
    100,
  );

function spread<Lane extends Share>(lanes: readonly Lane[], fixed: string | null, own: number, left: number): Lane[] {
  const others = lanes.filter(({ id }) => id !== fixed);
  const sum = others.reduce((total, { share }) => total + share, 0);
  let rest = left;
  const given = new Map<string, number>();
  for (const [index, { id, share }] of others.entries()) {
    const part = sum === 0 ? left / others.length : (left * share) / sum;
    const whole = index === others.length - 1 ? rest : Math.min(rest, Math.round(part));
    given.set(id, whole);
    rest -= whole;
  }
  return lanes.map((lane) => ({ ...lane, share: given.get(lane.id) ?? own }));
}
