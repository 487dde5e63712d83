export type QuickbooksSandboxSettings = {
  /** The company's number; the vendor's real ones are this long. */
  realmId: string;
  companyName: string;
  zone: string;
  /** Times the vendor's limits: 20 makes 10,000 requests a minute and 200 a second. */
  budgetMultiplier: number;
  accessTokenMinutes: number;
  /** Rolls on with every refresh. */
  refreshTokenDays: number;
  /** Does not. */
  consentYears: number;
  /** Waits before the second, third, … attempt of a webhook. */
  retryDelaysMs: readonly number[];
  /** How long webhook requests wait for each other before they leave out of order. */
  shuffleWithinMs: number;
  /** How long a webhook receiver may take. */
  answerWithinMs: number;
  /** Starts without the example company's customers. */
  empty: boolean;
};

export const defaultSettings: QuickbooksSandboxSettings = {
  realmId: '9341452700004711',
  companyName: 'Northwind Home Services',
  zone: 'America/New_York',
  budgetMultiplier: 1,
  accessTokenMinutes: 60,
  refreshTokenDays: 100,
  consentYears: 5,
  retryDelaysMs: [200, 500, 1000, 2000, 5000, 10_000, 30_000],
  shuffleWithinMs: 300,
  answerWithinMs: 3000,
  empty: false,
};
