import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Senders } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { numbersKey, sendersKey } from '../request/senders.ts';

/** Something is done to the senders, and what is said when it is done. Every answer is the whole list anew. */
export function useSenderDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ work }: { work: () => Promise<Senders>; done: string }) => work(),
    onSuccess: (senders, { done }) => {
      client.setQueryData(sendersKey, senders);
      void client.invalidateQueries({ queryKey: numbersKey });
      notifyDone(done);
    },
    // A wish that the vendor has not heard yet is kept all the same.
    onError: () => client.invalidateQueries({ queryKey: sendersKey }),
  });
}
