/** A vendor's limit as it holds one: so many calls in any second; null: as many as come. True: this one is too much. */
export function createSpeedLimit(perSecond: number | null): () => boolean {
  const admitted: number[] = [];
  return () => {
    if (perSecond === null) return false;
    const now = performance.now();
    while (admitted[0] !== undefined && admitted[0] <= now - 1_000) admitted.shift();
    if (admitted.length >= perSecond) return true;
    admitted.push(now);
    return false;
  };
}
