import { Text } from '@mantine/core';
import { useGalleryRehearsal } from '../request/rehearsals.ts';

/** One line below a ready journey: what it would have done. Nothing where that cannot be told. */
export function RehearsalSentence({ journey, provider }: { journey: string; provider: string }) {
  const { data } = useGalleryRehearsal(journey, provider);
  return data ? <Text size="sm">{data.sentence}</Text> : null;
}
