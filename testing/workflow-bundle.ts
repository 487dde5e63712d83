/** A file of this run. */
export type SharedBundle = { codePath: string };

/** The workflows in one file, made once for all files of a test run. */
export async function sharedBundle(): Promise<SharedBundle> {
  const response = await fetch(`${process.env.AFTERJOB_TEST_CLUSTER}/bundle`);
  if (!response.ok) throw new Error(`The workflows cannot be bundled: ${await response.text()}`);
  return (await response.json()) as SharedBundle;
}
