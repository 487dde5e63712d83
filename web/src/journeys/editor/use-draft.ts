import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JourneyDetail } from '../../../../api/schemas.ts';
import type { Definition } from '../../../../journeys/definition.ts';
import { journeyKey, saveDraft } from '../../request/journeys.ts';
import { problemOf, request } from '../../request/request.ts';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';
export type Work = { name: string; draft: Definition };

const quietMs = 700;

/** The draft as it is written: saved by itself when the typing stops, never over somebody else's revision. */
export function useDraft(journey: JourneyDetail) {
  const client = useQueryClient();
  const [work, setWork] = useState<Work>({ name: journey.name, draft: journey.draft });
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(work);
  const stored = useRef(work);
  const revision = useRef(journey.draftRevision);
  const running = useRef<Promise<boolean> | null>(null);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const sent = latest.current;
    setState('saving');
    try {
      const change = {
        revision: revision.current,
        draft: sent.draft,
        ...(sent.name.trim() ? { name: sent.name.trim() } : {}),
      };
      const answer = await saveDraft(journey.id, change);
      revision.current = answer.draftRevision;
      stored.current = sent;
      client.setQueryData(journeyKey(journey.id), answer);
      setError(null);
      setState(latest.current === sent ? 'saved' : 'unsaved');
      return true;
    } catch (failure) {
      setError(failure);
      setState(problemOf(failure)?.status === 409 ? 'conflict' : 'failed');
      return false;
    }
  }, [client, journey.id]);

  // One save at a time: the next one needs the revision that this one brings.
  const flush = useCallback(async (): Promise<boolean> => {
    while (running.current) await running.current;
    while (latest.current !== stored.current) {
      running.current = saveOnce();
      const done = await running.current;
      running.current = null;
      if (!done) return false;
    }
    return true;
  }, [saveOnce]);

  const change = useCallback((next: Work) => {
    latest.current = next;
    setWork(next);
    setState((now) => (now === 'conflict' ? now : 'unsaved'));
  }, []);

  useEffect(() => {
    if (state !== 'unsaved') return;
    const timer = setTimeout(() => void flush(), work === stored.current ? 0 : quietMs);
    return () => clearTimeout(timer);
  }, [state, work, flush]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current !== stored.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      void flush();
    };
  }, [flush]);

  const theirs = () => request<JourneyDetail>(`/api/journeys/${journey.id}`);

  return {
    work,
    state,
    error,
    change,
    flush,
    /** What is stored: a publication names it, so that it publishes what the owner saw. */
    revision: () => revision.current,
    retry: () => void flush(),
    /** Saves over the other version, knowingly. */
    keepMine: async () => {
      try {
        revision.current = (await theirs()).draftRevision;
        await flush();
      } catch (failure) {
        setError(failure);
      }
    },
    takeTheirs: async () => {
      try {
        const other = await theirs();
        revision.current = other.draftRevision;
        latest.current = { name: other.name, draft: other.draft };
        stored.current = latest.current;
        client.setQueryData(journeyKey(journey.id), other);
        setWork(latest.current);
        setError(null);
        setState('saved');
      } catch (failure) {
        setError(failure);
      }
    },
  };
}
