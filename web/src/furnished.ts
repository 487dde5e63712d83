const furniture = () => import('./furniture.ts');

/** Loads a page together with the words and styles that the first load leaves out. */
export const furnished =
  <Page>(load: () => Promise<Page>) =>
  async (): Promise<Page> => {
    const [page] = await Promise.all([load(), furniture()]);
    return page;
  };

/** Fetches them while the owner reads, so that the next room opens at once. */
export function furnishLater(): () => void {
  // Safari has no idle callback.
  const timer = setTimeout(() => void furniture(), 1500);
  return () => clearTimeout(timer);
}
