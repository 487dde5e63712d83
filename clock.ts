/** The one source of "now" for activities, api and records; tests pass their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
