export type JobberSandboxSettings = {
  /** EncodedId of the one account, for example `MQ==`. */
  accountId: string;
  accountName: string;
  zone: string;
  /** Times the vendor's budget: 20 makes 200,000 points and 10,000 a second. */
  budgetMultiplier: number;
  accessTokenMinutes: number;
  /** Waits before the second, third, … attempt of a webhook. */
  retryDelaysMs: readonly number[];
  /** How long a webhook receiver may take. */
  answerWithinMs: number;
  /** How long notices wait for each other when they leave out of order. */
  shuffleWithinMs: number;
  /** Plays an API version that lacks the newer fields. */
  olderSchema: boolean;
  /** Plays a vendor whose filter "active" leaves out what is late, today, upcoming or unscheduled. */
  narrowActive: boolean;
  /** Starts without the example company's clients. */
  empty: boolean;
};

export const defaultSettings: JobberSandboxSettings = {
  accountId: Buffer.from('gid://Jobber/Account/4711').toString('base64'),
  accountName: 'Northwind Home Services',
  zone: 'America/New_York',
  budgetMultiplier: 1,
  accessTokenMinutes: 60,
  retryDelaysMs: [200, 500, 1000, 2000, 5000, 10_000, 30_000],
  answerWithinMs: 1000,
  shuffleWithinMs: 200,
  olderSchema: false,
  narrowActive: false,
  empty: false,
};

/** API versions of the vendor's changelog that are still supported, then those seen in public code. */
export const knownVersions = [
  '2023-08-18',
  '2023-11-15',
  '2024-04-17',
  '2024-06-10',
  '2024-08-30',
  '2024-09-12',
  '2024-09-23',
  '2024-11-07',
  '2024-11-12',
  '2024-12-05',
  '2025-01-20',
  '2025-04-16',
  '2026-02-17',
  '2026-03-10',
  '2026-04-16',
  '2026-05-12',
  '2026-06-16',
  '2026-07-27',
];
/** A removed version is silently answered by this one. */
export const oldestSupported = '2025-04-16';
